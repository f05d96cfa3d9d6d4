package chat.parley.api.system;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/// A subnet, or a single address.
record Subnet(IpSubnetFilterRule rule) {

  /// @throws IllegalArgumentException when it is neither
  static Subnet parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    InetAddress first =
        address(address)
            .orElseThrow(
                () -> new IllegalArgumentException("neither an address nor a subnet: " + text));
    try {
      int bits =
          slash < 0
              ? first.getAddress().length * Byte.SIZE
              : Integer.parseInt(text.substring(slash + 1));
      return new Subnet(new IpSubnetFilterRule(first, bits, IpFilterRuleType.ACCEPT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("neither an address nor a subnet: " + text, e);
    }
  }

  boolean contains(InetAddress address) {
    return rule.matches(new InetSocketAddress(address, 0));
  }

  /// Of an address in figures; a name is none, for nobody is asked what it means.
  static Optional<InetAddress> address(String text) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
    try {
      return bytes == null ? Optional.empty() : Optional.of(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
