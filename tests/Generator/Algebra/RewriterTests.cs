using CsCheck;
using LossGen.Generator.Binding;
using LossGen.Generator.Functions;

namespace LossGen.Generator.Algebra;

/// <summary>Random terms: rewriting ends, what it leaves it leaves alone, and the value is the same.</summary>
public class RewriterTests
{
    private static readonly string[] Functions = ["exp", "log", "sigmoid", "softplus", "tanh", "cosh", "abs", "sqrt", "cos", "acos", "erf"];

    private static Gen<string> Pick(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    /// <summary>Formulas in x, t and the row a.</summary>
    private static Gen<string> Formula(int depth) => depth == 0
        ? Pick("x", "t", "a[y]", "1", "2", "0.5")
        : Gen.Frequency(
            (2, Formula(0)),
            (4, Gen.Select(Formula(depth - 1), Formula(depth - 1), Pick("+", "-", "*", "/"), (left, right, by) => $"({left} {by} {right})")),
            (4, Gen.Select(Pick(Functions), Formula(depth - 1), (name, argument) => $"{name}({argument})")),
            (1, Gen.Select(Formula(depth - 1), Pick("2", "3", "0.5"), (power, exponent) => $"({power})^{exponent}")),
            (1, Gen.Select(Pick("sum", "lse", "max", "mean"), Pick("exp(a[i])", "a[i]", "a[i]^2", "a[i]*x"), (word, body) => $"{word}[i]({body})")));

    [Fact]
    public void Rewriting_is_idempotent_and_keeps_the_value() => Formula(5).Sample(
        formula =>
        {
            if (Bound.Of(formula, "x, t, a[C], y in C").Loss is not { } loss)
                return;
            var factory = new TermFactory(Catalogue.Default);
            var builder = new TermBuilder(factory);
            RealTerm plain = builder.Build(loss.Result);
            RealTerm once = Rewriter(factory).Apply(plain);
            RealTerm twice = Rewriter(factory).Apply(once);
            Assert.True(once == twice, $"{formula}: {new TermPrinter(loss).Print(once)} became {new TermPrinter(loss).Print(twice)}");

            Sample sample = Samples.Of(loss, new Random(5));
            double before = new TermEvaluator(sample).Real(plain), after = new TermEvaluator(sample).Real(once);
            // Where the plain form fails there is nothing to compare with; what a cosh or an exp of an exp loses is its own.
            // And where rounding made the argument of a root or of acos the very end of their domain, the other form may be beyond it.
            if (double.IsFinite(before) && Math.Abs(before) < 1e3 && !(before == 0 && double.IsNaN(after)))
                Assert.True(Math.Abs(before - after) <= 1e-5 * Math.Max(1, Math.Abs(before)), $"{formula}: {before:R} became {after:R}");
        },
        iter: 2000);

    [Fact]
    public void The_size_of_a_zero_with_a_sign_is_asked_for()
    {
        BoundLoss loss = Bound.Of("x/abs(log(1)/t)", "x, t").Loss!;
        var factory = new TermFactory(Catalogue.Default);
        RealTerm term = Rewriter(factory).Apply(new TermBuilder(factory).Build(loss.Result));
        Sample sample = Samples.Of(loss, new Random(1));
        (sample.Numbers[loss.Inputs[0]][0], sample.Numbers[loss.Inputs[1]][0]) = (-1, -1);

        Assert.Equal(double.NegativeInfinity, new TermEvaluator(sample).Real(term));
    }

    private static Rewriter Rewriter(TermFactory factory) => new(factory, new Bounds(), RulePhase.Simplify | RulePhase.Stabilise, [], default);
}
