import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

// Loaded into a command: a file can be created, but nothing can be written to it, as on a disk that is full.
fs.writeSync = () => {
  throw Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC", syscall: "write" });
};
syncBuiltinESMExports();
