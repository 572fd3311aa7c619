// Lets an ES module have what require() gives. Runs inside QuickJS.

let load = () => undefined;
export const setLoad = (run) => {
  load = run;
};
export const fromRequire = (name) => load(name);
