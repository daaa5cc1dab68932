using System.Numerics;
using System.Runtime.CompilerServices;
using LossGen.Lanes;
using LossGen.Passes;

namespace LossGen.Ctc;

/// <summary>
/// A sample of single precision in scaled probabilities of double precision, which reach eight times as far: where the states
/// that matter lie further apart than single precision does.
/// </summary>
internal static unsafe class WideSample<TLane>
    where TLane : struct, ILane<TLane, double>
{
    /// <summary>Computes loss and gradient, and returns whether they are proved; if not, both are void.</summary>
    internal static bool TryRun(in Sample<float> sample, out double loss)
    {
        var lattice = new Lattice(sample.Frames, sample.LabelCount, TLane.Count);
        long length = Rows<double>.Length(lattice) + sample.Frames + sample.Classes;
        using Rental<double> rental = Scratch.Rent<double>(checked((int)length));
        fixed (double* start = rental.Span)
        {
            var rows = new Rows<double>(start, lattice);
            double* normalisers = rows.End;
            double* occupancies = normalisers + sample.Frames;
            var recursion = new Recursion<TLane, double>(lattice, rows, sample.Labels);
            Fill(sample, lattice, rows, normalisers);
            loss = -Recursion<TLane, double>.Forward(recursion, out double largest);
            if (sample.Gradient == null)
            {
                NoPosteriors<double> none = default;
                return Recursion<TLane, double>.Backward(recursion, largest, ref none);
            }

            var posteriors = new Posteriors(sample, rows, normalisers, occupancies);
            return Recursion<TLane, double>.Backward(recursion, largest, ref posteriors);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Fill(in Sample<float> sample, in Lattice lattice, in Rows<double> rows, double* normalisers)
    {
        TLane least = TLane.Constant(Precision<double>.LeastLogEmission);
        double* emissions = rows.Emissions;
        for (int t = 0; t < sample.Frames; t++, emissions += lattice.Columns)
        {
            float* scores = sample.Scores + t * sample.Stride;
            normalisers[t] = FrameScores.Normaliser(sample, t);
            for (int column = 0; column < lattice.Columns; column++)
            {
                emissions[column] = column <= sample.LabelCount
                    ? scores[sample.Labels[column]] - normalisers[t]
                    : double.NegativeInfinity;
            }

            TLane top = TLane.Constant(0);
            for (int column = 0; column < lattice.Columns; column += TLane.Count)
            {
                TLane emission = TLane.Exp(TLane.MaxOrSecond(least, TLane.Load(ref *emissions, column)));
                top = TLane.MaxOrSecond(emission, top);
                TLane.Store(emission, ref *emissions, column);
            }

            rows.BlankEmissions[t] = emissions[sample.LabelCount];
            emissions[sample.LabelCount] = 0;
            rows.Exponents[t] = Precision<double>.Exponent(Across.Largest<TLane, double>(top));
        }
    }

    private readonly struct Posteriors(in Sample<float> sample, in Rows<double> rows, double* normalisers, double* occupancies)
        : IPosteriors<Posteriors, double>
    {
        private readonly Sample<float> _sample = sample;
        private readonly double* _products = rows.Products;
        private readonly double* _normalisers = normalisers;
        private readonly double* _occupancies = occupancies;

        public static void Take(ref Posteriors posteriors, int t, double blank, double inverse)
        {
            Sample<float> sample = posteriors._sample;
            var occupancies = new Span<double>(posteriors._occupancies, sample.Classes);
            occupancies.Clear();
            for (int k = 0; k < sample.LabelCount; k++)
                occupancies[sample.Labels[k]] += posteriors._products[k] * inverse;
            occupancies[sample.Blank] = blank * inverse;
            FrameScores.WriteGradient(sample, t, posteriors._normalisers[t], occupancies);
        }
    }
}
