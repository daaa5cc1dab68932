namespace LossGen.Generator.Roslyn;

/// <summary>Declarations that between them hold every part of the language, right and wrong: the input of tests about the pipeline.</summary>
internal static class Corpus
{
    public static readonly string[] Sources =
    [
        """
        using LossGen;

        namespace Acme.Losses;

        [Loss("max(0, margin - (x[y]-x[i]))^p / C where i != y")]
        public sealed partial class MultiMarginLoss(double margin = 1, int p = 1);

        [Loss("log(1 + exp(-y*x))", Inputs = "x, y")]
        public sealed partial class SoftMarginLoss;
        """,
        """
        using LossGen;

        public partial class Outer<T>
        {
            /// <summary>Documented by its author.</summary>
            [Loss("{ x if y == 1; relu(margin - 1.5e-3*x) if y == -1 }", Inputs = "x, y in {-1, 1}")]
            internal sealed partial class HingeEmbeddingLoss(double margin = -0.125, bool scaled = true, long seed = -3);
        }
        """,
        """"
        using LossGen;

        namespace Acme.Losses
        {
            [Loss("""
                  z := lse[c](x[c]);
                  (1 - labelSmoothing)*weight[y]*(z - x[y])
                      + { labelSmoothing/C*sum[c](weight[c]*(z - x[c])) if labelSmoothing > 0; 0 otherwise };
                  mean by weight[y]
                  """, Inputs = "x[C], y in C ignoring ignoreIndex, weight[C] = 1, 0 <= labelSmoothing <= 1")]
            [Loss("""
                  z := lse[c](x[c]);
                  q[c] := (1 - labelSmoothing)*t[c] + labelSmoothing/C;
                  sum[c](weight[c]*q[c]*(z - x[c]))
                  """, Inputs = "x[C], t[C], weight[C] = 1")]
            public sealed partial class CrossEntropyLoss(double[]? weight = null, int ignoreIndex = -100, double labelSmoothing = 0);

            [Loss("x[ + 1.5")]
            public partial class Wrong(double margin = 0.5);

            [Loss("x")]
            public class NotPartial(double margin = 0.5);
        }
        """",
    ];
}
