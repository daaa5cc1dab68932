using System.Collections.Immutable;
using LossGen.Generator.Binding;
using LossGen.Generator.Functions;

namespace LossGen.Generator.Algebra;

/// <summary>Whole formulas: the value against the bound formula's plain terms, each gradient against differences of it.</summary>
public class GradientTests
{
    public static TheoryData<string, string, string> Formulas => new()
    {
        { "log(1 + exp(-y*x))", "x, y in {-1, 1}", "" },
        { "sum[i in C : i != y](max(0, margin - (x[y] - x[i]))^p)/C", "x[C], y in C", "double margin, int p" },
        { "sum[i in C : i != y](max(0, margin - (x[y] - x[i]))^p)/C", "x[C], y in C, p in {1, 2}", "double margin, double p" },
        { "{ x if y == 1; relu(margin - x) if y == -1 }", "x, y in {-1, 1}", "double margin" },
        { "z := lse[c in C](x[c]); (1 - s)*weight[y]*(z - x[y]) + { s/C*sum[c in C](weight[c]*(z - x[c])) if s > 0; 0 otherwise }; mean by weight[y]", "x[C], y in C, weight[C] = 1", "double[]? weight, double s" },
        { "z := lse[c in C](x[c]); sum[c in C](t[c]*(z - x[c]))", "x[C], t[C]", "" },
        { "max[i in C](x[i])*norm[i in C](x[i])", "x[C]", "" },
        { "min[i in C : i != y](x[i]^2) + prod[i in C](x[i])", "x[C], y in C", "" },
        { "norm[i in C](x[i] - t[i], p)", "x[C], t[C]", "double p" },
        { "norm[i in C](x[i], 1) + norm[i in C](x[i], 3) + norm[i in C](x[i], inf)", "x[C]", "" },
        { "softmax[c in C](x[c])[y]", "x[C], y in C", "" },
        { "sum[k in C](t[k]*softmax[c in C](x[c])[k])", "x[C], t[C]", "" },
        { "sum[k in C](t[k]*softmax[c in C](x[c])[k])^2*softmax[c in C : c != y](2*x[c]*s)[argmax[d in C](x[d])]", "x[C], t[C], y in C, s", "" },
        { "l[c in C] := x[c] - lse[k in C](x[k])*s", "x[C], s", "" },
        { "l[c in C] := weight[c]*(softplus(x[c]) - t[c]*x[c]) + s", "x[C], t[C], s, weight[C]", "double[] weight" },
        { "l[c in C] := (lse[k in C](x[k]) - x[c])*t[c]", "x[C], t[C]", "" },
        { "sum[j in J, i in C : i not in y](relu(1 - (x[y[j]] - x[i])))/C", "x[C], y[J] in C until -1", "" },
        { "z[c] := sum[d in D](x[d]*w[c, d]) + b[c]; lse[c in C](z[c]) - z[y]", "x[D], y in C, shared w[C, D], shared b[C]", "" },
        { "mean[i in C : x[i] > 0](exp(x[i])) + count[i in C](x[i] > 0)*x[y] + mean[i in C](x[i]*x[y])", "x[C], y in C", "" },
        { "{ sum[i in C](x[i]^2) if any[i in C](x[i] > 1); x[y]^3 otherwise }", "x[C], y in C", "" },
        { "sum[i in C, j in D](tanh(a[i, j])*x[i]*a[i, j])", "a[C, D], x[C]", "" },
        { "sum[i in C](sum[j in C](max(x[i], x[j]))*x[i])", "x[C]", "" },
        { "sum[i in C](lse[j in C](x[i]*x[j]))", "x[C]", "" },
        { "sum[i in C](lse[j in C](x[i]*x[j]) - x[i]*x[i])", "x[C]", "" },
        { "sum[i in C](x[i]*stop(x[i]))", "x[C]", "" },
        { "x[argmax[i in C](t[i])]*x[y]", "x[C], t[C], y in C", "" },
        { "log(sum[i in C](exp(x[i]))) - x[y] + log(sum[i in C : i != y](exp(x[i]*t[i])))", "x[C], y in C, t[C]", "" },
        { "logaddexp(x, t) + xlogy(1 + x^2, 2 + t^2) + xlogx(3 + x^2) + clamp(x, -1, 1) + erf(x)*lgamma(2 + t^2)", "x, t", "" },
    };

    [Theory]
    [MemberData(nameof(Formulas))]
    public void Gradients_are_those_of_differences(string formula, string inputs, string parameters)
    {
        BoundLoss loss = Bound.Of(formula, inputs, parameters).Loss!;
        LossTerms terms = Passes.Run(loss, Catalogue.Default, default);
        var plain = new TermFactory(Catalogue.Default);
        var builder = new TermBuilder(plain);
        ImmutableArray<Binder> result = [.. loss.ResultIndices.Select(builder.BindResult)];
        RealTerm value = builder.Build(loss.Result);
        bool frozen = formula.Contains("stop");
        for (int seed = 1; seed <= 8; seed++)
        {
            Sample sample = Samples.Of(loss, new Random(seed));
            double[] upstream = new double[64];
            var random = new Random(100 + seed);
            for (int i = 0; i < upstream.Length; i++)
                upstream[i] = 0.5 + random.NextDouble();
            double Upstream(IReadOnlyList<int> indices) => upstream[indices.Aggregate(0, (offset, index) => offset * 4 + index)];

            // The sum of the results, each times its upstream gradient.
            double Total(RealTerm term, IReadOnlyList<Binder> binders)
            {
                double total = 0;
                var evaluator = new TermEvaluator(sample);
                evaluator.ForEach(binders, 0, () => total += evaluator.Real(term) * Upstream([.. binders.Select(evaluator.Index)]));
                return total;
            }

            Close(Total(value, result), Total(terms.Value, terms.ResultBinders), 1e-12, "value");
            if (terms.Divisor != null)
                Close(new TermEvaluator(sample).Real(builder.Build(loss.MeanBy!)), new TermEvaluator(sample).Real(terms.Divisor), 1e-12, "divisor");
            foreach (Gradient gradient in terms.Gradients)
            {
                double[] exact = new TermEvaluator(sample, Upstream).Gradient(gradient, terms.ResultBinders);
                double[] numbers = sample.Numbers[gradient.Input];
                for (int i = 0; i < numbers.Length; i++)
                {
                    double Shifted(double x)
                    {
                        double before = numbers[i];
                        numbers[i] = x;
                        double total = Total(value, result);
                        numbers[i] = before;
                        return total;
                    }

                    double difference = Differences.Slope(Shifted, numbers[i]);
                    if (!frozen && Differences.IsSmooth(Shifted, numbers[i]))
                        Close(difference, exact[i], 1e-7, $"gradient of {gradient.Input.Name} at {i}, sample {seed}");
                }
            }
        }
    }

    private static void Close(double expected, double actual, double tolerance, string what) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{what}: {expected:R}, but {actual:R}");
}
