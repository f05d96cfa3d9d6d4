package chat.parley.load;

/// Draws by weight in constant time (Walker's alias method; Vose, "A linear algorithm for
/// generating random numbers with a given distribution", 1991).
final class Lottery {
  private final double[] share;
  private final int[] other;

  Lottery(double[] weights) {
    int n = weights.length;
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    share = new double[n];
    other = new int[n];
    int[] order = new int[n];
    int small = 0;
    int large = n;
    for (int i = 0; i < n; i++) {
      share[i] = weights[i] * n / sum;
      if (share[i] < 1) {
        order[small++] = i;
      } else {
        order[--large] = i;
      }
    }
    while (small > 0 && large < n) {
      int poor = order[--small];
      int rich = order[large];
      other[poor] = rich;
      share[rich] += share[poor] - 1;
      if (share[rich] < 1) {
        large++;
        order[small++] = rich;
      }
    }
    // What is left over is 1 but for rounding.
    while (small > 0) {
      share[order[--small]] = 1;
    }
    while (large < n) {
      share[order[large++]] = 1;
    }
  }

  int draw(Chance chance) {
    int i = chance.below(share.length);
    return chance.in(share[i]) ? i : other[i];
  }
}
