using LossGen.Definitions.Tests;
using LossGen.Definitions.Tests.Calls;
using LossGen.Definitions.Tests.Golden;
using LossGen.Generator.Binding;
using LossGen.Generator.Functions;
using LossGen.Parity.Tests.Rows;

namespace LossGen.Parity.Tests.Certificate;

/// <summary>Measures the row of a loss, over its overloads and the rows that know what libtorch computes for it.</summary>
internal static class Measurement
{
    /// <param name="live">How many cases of each row are compared with libtorch.</param>
    /// <param name="drawn">How many of each overload with the precise evaluation, with differences, and in the tail.</param>
    public static CertificateRow Of(LossUnderTest loss, int live, int drawn)
    {
        CertificateRow row = CertificateRow.Empty(loss.Name);
        int ties = 0;
        foreach (TorchRow torch in TorchRows.All.Where(torch => torch.Loss == loss.Name))
        {
            foreach (ParityCase @case in live == 0 ? [] : ParityCases.Of(torch, ParityCases.Seed, live))
            {
                row = WithLibtorch(row, @case);
                ties += @case.Numbers == Numbers.Ties ? 1 : 0;
            }
        }

        foreach (BoundLoss overload in loss.Overloads)
        {
            var random = new Random(ParityCases.Seed);
            for (int index = 0; index < drawn; index++)
            {
                var shape = new Shape(random.Next(1, 6), random.Next(3) == 0 ? 2 : 1, random.Next(1, 8), random.Next(2), (ulong)random.NextInt64());
                row = WithDifferences(WithPrecise(row, Drawn.From(loss, overload, shape)), Drawn.From(loss, overload, shape));
                row = row with { Tail = Math.Max(row.Tail, Tail(Drawn.From(loss, overload, shape, (input, source) => NumberDraw.Next(Numbers.Saturated, input.Domain, source)))) };
            }

            row = row with { Bytes = row.Bytes + Allocated(Drawn.From(loss, overload, new Shape(7, 1, 5, 1, 1))) };
        }

        string corners = string.Join(", ", loss.Overloads.SelectMany(overload => Corners.Of(overload, Catalogue.Default)).Select(corner => corner.Word).Distinct().Order(StringComparer.Ordinal));
        return row with { Corners = corners.Length == 0 ? "none" : $"{corners}; {ties} cases of ties" };
    }

    private static CertificateRow WithLibtorch(CertificateRow row, ParityCase @case)
    {
        foreach (Precision precision in @case.Precisions)
        {
            Errors mine = Errors.Of(@case.OfLossGen(precision));
            row = precision == Precision.Float
                ? row with { Float = row.Float.Or(mine), LibtorchItself = row.LibtorchItself.Or(Errors.Of(@case.OfLibtorchInFloat())) }
                : row with { Double = row.Double.Or(mine) };
            row = row with { Comparisons = row.Comparisons + 3 };
        }

        return row;
    }

    private static CertificateRow WithPrecise(CertificateRow row, Drawn drawn)
    {
        double[] upstream = drawn.Upstream();
        Answers precise = Answers.OfPrecise(drawn, upstream);
        Errors Of(Precision precision) => Errors.Of(Comparison.Between(drawn, precise, Answers.OfLossGen(drawn, upstream, precision), upstream));
        return row with { FloatPrecise = row.FloatPrecise.Or(Of(Precision.Float)), DoublePrecise = row.DoublePrecise.Or(Of(Precision.Double)) };
    }

    private static CertificateRow WithDifferences(CertificateRow row, Drawn drawn)
    {
        double[] upstream = drawn.Upstream();
        using var call = new Call(drawn.Create(), drawn.Batch, Precision.Double);
        Dictionary<BoundInput, double[]> gradients = call.BackwardEach(upstream);
        Dictionary<BoundInput, double[]> scales = Tolerance.Scales(drawn.Batch, gradients, upstream);
        foreach ((BoundInput input, double[] gradient) in gradients)
        {
            double[] slopes = drawn.Reference().GradientByDifferences(input, upstream, out double[] errors);
            for (int index = 0; index < slopes.Length; index++)
            {
                // Near a corner there are none; and what the differences are off themselves is not our error.
                double error = Math.Abs(slopes[index] - gradient[index]) - 2 * errors[index];
                if (error > 0)
                    row = row with { Differences = row.Differences.Or(Errors.OfGradient(input, error / scales[input][index])) };
                else
                    row = row with { Differences = row.Differences.Or(Errors.OfGradient(input, 0)) };
            }
        }

        return row;
    }

    private static double Tail(Drawn drawn)
    {
        using var inFloat = new Call(drawn.Create(), drawn.Batch, Precision.Float);
        using var inDouble = new Call(drawn.Create(), drawn.Batch, Precision.Double);
        return UnitsBetween(inFloat.ForwardEach(), inDouble.ForwardEach());
    }

    /// <summary>The most that losses in float are off, in units in their last place.</summary>
    // Below the smallest normal number float has fewer digits, and where the loss is 0 there is no unit to count in.
    public static double UnitsBetween(double[] inFloat, double[] inDouble) => inFloat.Zip(inDouble)
        .Where(pair => double.IsFinite(pair.Second) && Math.Abs(pair.Second) >= Math.ScaleB(1, -126) && Math.Abs(pair.Second) < float.MaxValue)
        .Select(pair => Math.Abs(pair.First - pair.Second) / Math.ScaleB(1, Math.ILogB(pair.Second) - 23))
        .DefaultIfEmpty(0).Max();

    private static long Allocated(Drawn drawn)
    {
        long bytes = 0;
        foreach (Precision precision in Enum.GetValues<Precision>())
        {
            using var call = new Call(drawn.Create(), drawn.Batch, precision);
            bytes += call.Prepared().Sum(member => Allocation.Of(member.Invoke));
        }

        return bytes;
    }
}
