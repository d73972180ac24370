/** Whether replies may be sent to an address: https to one of the hosts, or to a host below one that begins with "."; `insecure` for http. */
export function isServiceAddress(
  address: string,
  hosts: readonly string[],
  { insecure = false } = {},
): boolean {
  const url = URL.parse(address);
  if (url?.username !== '' || url.password !== '') return false;
  if (url.protocol !== 'https:' && !(insecure && url.protocol === 'http:')) return false;
  const host = url.hostname.toLowerCase();
  return hosts.some((allowed) => (allowed.startsWith('.') ? host.endsWith(allowed) : host === allowed));
}
