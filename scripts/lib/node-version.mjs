// Imported first by every command, so that an old Node is told so before anything else fails in a stranger way.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Signalbox needs Node 20.19 or newer; this is ${process.version}.`);
  process.exit(1);
}
