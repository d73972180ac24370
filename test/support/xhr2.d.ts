/** XMLHttpRequest for Node; it ships no types. */
declare module 'xhr2' {
  const implementation: typeof XMLHttpRequest;
  export default implementation;
}
