using CsCheck;

namespace LossGen.Ctc.Tests;

/// <summary>Every lane width and every range against the reference, on samples that are drawn to be ordinary.</summary>
public class WaysTests
{
    private static readonly Gen<(Case Case, Entry Entry, bool Mild)> s_cases =
        from seed in Gen.Int[0, int.MaxValue - 1]
        from frames in Gen.Int[1, 90]
        from classes in Gen.OneOf(Gen.Int[1, 70], Gen.Int[70, 300])
        from labels in Gen.OneOf(Gen.Int[0, 8], Gen.Int[0, 80])
        from spread in Gen.OneOf(Gen.Const(0.0), Gen.Const(1.0), Gen.Const(6.0), Gen.Const(15.0))
        from entry in Gen.Enum<Entry>()
        select (Case.Random(new Random(seed), frames, 1, classes, labels, spread), entry, spread <= 1);

    [Fact]
    public void Every_way_of_single_precision_is_the_reference()
        => s_cases.Sample(
            drawn => Check(drawn.Case, drawn.Entry, Runs.SingleWays, drawn.Mild ? 0 : 4, x => (float)x, x => x, 4e-6), iter: 300);

    [Fact]
    public void Every_way_of_double_precision_is_the_reference()
        => s_cases.Sample(
            drawn => Check(drawn.Case, drawn.Entry, Runs.DoubleWays, 0, x => x, x => x, 2e-12), iter: 300);

    private static void Check<T>(
        Case batch, Entry entry, (string Name, Runs.Way<T> Run)[] ways, int mayGiveUp, Func<double, T> narrow, Func<T, double> widen, double tolerance)
        where T : unmanaged
    {
        int classes = batch.C;
        int[] labels = batch.Labels[0];
        double[] given = batch.Rows(0, entry == Entry.Logits ? batch.Logits : batch.LogProbs);
        T[] scores = [.. given.Select(narrow)];
        double[] exact = [.. scores.Select(widen)];
        double[] logProbs = entry == Entry.Logits ? Case.LogSoftmax(exact, classes) : exact;
        (double expected, double[] posteriors, _) = LogReference.Run(
            logProbs, batch.InputLengths[0], classes, labels, batch.Blank);
        const double Upstream = -0.75;
        double[] gradient = [.. logProbs.Select((lp, i) => Upstream * ((entry == Entry.LogProbabilities ? 0 : Math.Exp(lp)) - posteriors[i]))];

        for (int i = 0; i < ways.Length; i++)
        {
            (string name, Runs.Way<T> way) = ways[i];
            T[] actual = [.. exact.Select(_ => narrow(double.NaN))];
            bool proved = Runs.Run(way, scores, classes, labels, batch.Blank, entry, Upstream, out double loss, actual);
            if (!proved && i < mayGiveUp)
                continue;
            Assert.True(proved, $"{name} gave up on T {batch.InputLengths[0]} C {classes} S {labels.Length}");
            Assert.True(Math.Abs(loss - expected) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{name}: loss {loss}, not {expected}");
            for (int j = 0; j < gradient.Length; j++)
                Assert.True(Math.Abs(widen(actual[j]) - gradient[j]) <= tolerance, $"{name}: gradient {j} is {actual[j]}, not {gradient[j]}; {entry}, T {batch.InputLengths[0]} C {classes} S {labels.Length}, posterior {posteriors[j]}, loss {loss} {expected}");

            // The value alone is the same to the bit.
            Runs.Run(way, scores, classes, labels, batch.Blank, entry, Upstream, out double alone, null);
            if (entry != Entry.Logits)
                Assert.Equal(loss, alone);
            Assert.Equal(loss, alone, 1e-5 * Math.Max(1, Math.Abs(loss)));
        }
    }
}
