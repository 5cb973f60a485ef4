package io.mall.app.webhook;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Looks names up and lets only addresses of the public internet through, all others are as if they
 * did not exist. The connection is made to the address that was looked at, so a name cannot mean
 * something else a moment later.
 */
final class PublicAddresses implements DnsResolver {

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = SystemDefaultDnsResolver.INSTANCE.resolve(host);
    InetAddress[] allowed =
        Arrays.stream(addresses).filter(PublicAddresses::isPublic).toArray(InetAddress[]::new);
    if (allowed.length == 0) {
      throw new UnknownHostException("no public address");
    }
    return allowed;
  }

  @Override
  public String resolveCanonicalHostname(String host) throws UnknownHostException {
    return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
  }

  /** Whether an address belongs to somebody in the internet, and to no network of one's own. */
  static boolean isPublic(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    return switch (address) {
      case Inet4Address _ -> isPublicV4(bytes);
      case Inet6Address _ -> isPublicV6(bytes);
      default -> false;
    };
  }

  /** Without what IANA keeps for special purposes. */
  private static boolean isPublicV4(byte[] bytes) {
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    int third = bytes[2] & 0xff;
    return switch (first) {
      case 0 -> false;
      case 100 -> second < 64 || second > 127;
      case 192 -> !(second == 0 && (third == 0 || third == 2)) && !(second == 88 && third == 99);
      case 198 -> second != 18 && second != 19 && !(second == 51 && third == 100);
      case 203 -> !(second == 0 && third == 113);
      default -> first < 224;
    };
  }

  /** Global unicast only (2000::/3), without what carries another address in itself. */
  private static boolean isPublicV6(byte[] bytes) {
    int first = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
    int second = (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
    boolean global = (first & 0xe000) == 0x2000;
    boolean sixToFour = first == 0x2002;
    boolean special = first == 0x2001 && (second < 0x0200 || second == 0x0db8);
    return global && !sixToFour && !special;
  }
}
