using System.Runtime.CompilerServices;
using LossGen.Passes;

namespace LossGen.Runtime.Tests.Passes;

/// <summary>
/// Scaled sines of array 0 into array 1, and their sum: rounding makes every order of addition visible in the bits.
/// </summary>
internal readonly struct SumPass(double scale, int elementsPerPosition = 1) : IPass<SumPass>
{
    private readonly double _scale = scale;
    private readonly int _elements = elementsPerPosition;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run(in SumPass pass, in Arrays arrays, nint start, nint end, ref Partial partial)
    {
        ref float source = ref arrays.Reference<float>(0);
        ref float destination = ref arrays.Reference<float>(1);
        double sum = 0;
        for (nint index = start * pass._elements; index < end * pass._elements; index++)
        {
            double value = pass._scale * Math.Sin(Unsafe.Add(ref source, index));
            Unsafe.Add(ref destination, index) = (float)value;
            sum += value;
        }

        partial.Numerator = sum;
        partial.Divisor = 0.1 * (end - start);
        partial.Count = end - start;
    }
}
