import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

// Loaded into a command: ends it, as a power cut would, just before its n-th rename. A pull decides by a rename.
const last = Number(process.env["KILL_AT"]);
const { renameSync } = fs;
let count = 0;
fs.renameSync = (from, to) => {
  count += 1;
  if (count === last) process.kill(process.pid, "SIGKILL");
  renameSync(from, to);
};
syncBuiltinESMExports();
