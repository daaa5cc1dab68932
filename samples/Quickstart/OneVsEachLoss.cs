using LossGen;

namespace Quickstart;

// Titsias, "One-vs-Each Approximation to Softmax for Scalable Estimation of Probabilities", 2016: every wrong class has to lose
// against the right one. No library of losses has it; the formula, as it stands in the paper, is all there is to write.
[Loss("sum[i != y](log(1 + exp(x[i] - x[y])))")]
internal sealed partial class OneVsEachLoss;
