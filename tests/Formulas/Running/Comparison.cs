using LossGen.Definitions.Tests.Calls;
using LossGen.Definitions.Tests.Reference;
using LossGen.Generator.Algebra;
using LossGen.Generator.Binding;
using LossGen.Generator.Functions;

namespace LossGen.Formulas.Tests.Running;

/// <summary>A loss, run on small batches at several lanes and compared with the naive evaluator and with differences.</summary>
internal sealed class Comparison(Tally tally, Widths widths)
{
    /// <summary>
    /// A slope may be off by so much of the largest of its sample; it is a different one, not a rounding, that is looked for.
    /// </summary>
    private const double OfSlopes = 1e-9;

    /// <summary>By differences, where the step itself errs.</summary>
    private const double OfDifferences = 1e-6;

    public void Of(LossUnderTest loss, int seed)
    {
        // Rows run along their axis, columns across positions: one of the two at three widths, the other at one of them.
        var random = new Random(seed);
        int[] bits = [512, random.Next(2) == 0 ? 256 : 128, 0];
        int one = bits[random.Next(bits.Length)];
        bool isLong = random.Next(4) == 0;
        var rows = new Shape(2, 1, isLong ? random.Next(8, 12) : random.Next(2, 6), isLong ? 0 : 1, (ulong)seed);
        var columns = new Shape(1, random.Next(3) == 0 ? random.Next(8, 12) : random.Next(2, 4), 2, 1, (ulong)seed);
        bool areRows = random.Next(2) == 0;
        Compare(loss, areRows ? rows : columns, bits, one, byDifferences: true);
        Compare(loss, areRows ? columns : rows, [one], one, byDifferences: false);
        Interlocked.Increment(ref tally.Run);
    }

    private void Compare(LossUnderTest loss, Shape shape, int[] lanes, int forward, bool byDifferences)
    {
        Drawn drawn = Drawn.From(loss, loss.Overloads[0], shape);
        var expected = new Expected(drawn);
        Interlocked.Increment(ref tally.Batches);
        if (expected.IsDecidedByRounding)
        {
            Interlocked.Increment(ref tally.DecidedByRounding);
            return;
        }

        LossInstance instance = drawn.Create(Reduction.Sum);
        foreach (int bits in lanes)
        {
            widths.Set(bits);
            string what = FormattableString.Invariant($"{drawn}, {bits} bits");
            using var call = new Call(instance, drawn.Batch, Precision.Double);
            Check([expected.Losses.Sum()], [call.Backward(out _)], [expected.AllowedOfLosses.Sum()], $"{what}: sum");
            Dictionary<BoundInput, double[]> gradients = call.BackwardEach(expected.Upstream);
            foreach (BoundInput input in expected.Inputs)
                Check(expected, input, gradients[input], $"{what}: {Call.GradientName(input)}");
            if (bits != forward)
                continue;
            CheckUnwanted(expected, call, what);
            Check(expected.Losses, call.ForwardEach(), expected.AllowedOfLosses, $"{what}: losses");
            CheckPrinted(expected, drawn, instance.Parameters, what);
            foreach (BoundInput input in byDifferences ? expected.Inputs : [])
                CheckDifferences(expected, input, gradients[input], $"{what}: {Call.GradientName(input)}");
        }
    }

    private void Check(double[] expected, double[] actual, double[] allowed, string what)
    {
        for (int index = 0; index < expected.Length; index++)
        {
            if (IsNumber(double.IsFinite(expected[index])) && !(Math.Abs(expected[index] - actual[index]) <= allowed[index]))
                throw Wrong(what, index, actual[index], expected[index], allowed[index]);
        }
    }

    private void Check(Expected expected, BoundInput input, double[] actual, string what)
    {
        double[] slopes = expected.Slopes(input);
        double[]? spread = null;
        for (int index = 0; index < slopes.Length; index++)
        {
            if (!IsNumber(double.IsFinite(slopes[index]) && expected.HasNumber(input, index)))
                continue;
            double error = Math.Abs(slopes[index] - actual[index]);
            double allowed = OfSlopes * expected.Scales(input)[index];
            if (!(error <= allowed || error <= 64 * (spread ??= expected.Spread(input))[index]))
                throw Wrong(what, index, actual[index], slopes[index], allowed);
        }
    }

    /// <summary>The gradients when some of the others aren't wanted: what was left out is computed for nobody.</summary>
    private void CheckUnwanted(Expected expected, Call call, string what)
    {
        BoundInput[] inputs = [.. expected.Inputs];
        for (int last = 0; last < inputs.Length; last++)
        {
            BoundInput[] wanted = [.. new[] { inputs[0], inputs[last] }.Distinct()];
            if (wanted.Length == inputs.Length)
                continue;
            call.Wanted = wanted.ToHashSet();
            Dictionary<BoundInput, double[]> gradients = call.BackwardEach(expected.Upstream);
            foreach (BoundInput input in wanted)
                Check(expected, input, gradients[input], $"{what}: {Call.GradientName(input)} beside {wanted.Length - 1} others");
        }

        call.Wanted = null;
    }

    /// <summary>What the hover shows, read back as formulas.</summary>
    private void CheckPrinted(Expected expected, Drawn drawn, ParameterValues parameters, string what)
    {
        LossTerms terms = Generator.Algebra.Passes.Run(drawn.Batch.Loss, Catalogue.Default, CancellationToken.None);
        var printed = new PrintedForms(drawn.Batch, parameters, expected.Upstream);
        if (printed.Losses(terms, terms.Shown) is { } losses)
            Check(expected.Losses, losses, expected.AllowedOfLosses, $"{what}: printed losses");
        foreach (Gradient gradient in terms.Shown.Gradients)
        {
            if (printed.Gradient(terms, gradient) is not { } slopes)
                continue;
            Check(expected, gradient.Input, slopes, $"{what}: printed {Call.GradientName(gradient.Input)}");
            Interlocked.Increment(ref tally.Printed);
        }
    }

    private void CheckDifferences(Expected expected, BoundInput input, double[] actual, string what)
    {
        double[] slopes = expected.ByDifferences(input, out double[] errors);
        for (int index = 0; index < slopes.Length; index++)
        {
            if (!expected.HasNumber(input, index))
                continue;
            if (!double.IsFinite(slopes[index]))
            {
                Interlocked.Increment(ref tally.AtCorners);
                continue;
            }

            Interlocked.Increment(ref tally.Slopes);
            double allowed = OfDifferences * (expected.Scales(input)[index] + 1) + 4 * errors[index];
            if (!(Math.Abs(slopes[index] - actual[index]) <= allowed))
                throw Wrong(what + " by differences", index, actual[index], slopes[index], allowed);
        }
    }

    private bool IsNumber(bool isNumber)
    {
        Interlocked.Increment(ref isNumber ? ref tally.Numbers : ref tally.WithoutNumber);
        return isNumber;
    }

    private static InvalidOperationException Wrong(string what, int index, double actual, double expected, double allowed) => new(FormattableString.Invariant(
        $"{what}[{index}] is {actual:R}, expected {expected:R}: error {Math.Abs(expected - actual):g3}, allowed {allowed:g3}"));
}
