import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

// Loaded into a command: ends it, as a power cut would, just before its n-th rename. A pull decides by a rename. With
// OTHER_FILE_SYSTEM, that folder behaves as one on another file system: no rename leads into it.
const last = Number(process.env["KILL_AT"]);
const other = process.env["OTHER_FILE_SYSTEM"];
const isOther = (path: fs.PathLike): boolean => other !== undefined && String(path).startsWith(other);
const { renameSync } = fs;
let count = 0;
fs.renameSync = (from, to) => {
  count += 1;
  if (count === last) process.kill(process.pid, "SIGKILL");
  if (isOther(from) !== isOther(to)) throw Object.assign(new Error("EXDEV: cross-device link"), { code: "EXDEV" });
  renameSync(from, to);
};
syncBuiltinESMExports();
