using System.Runtime.CompilerServices;
using LossGen.Passes;

namespace LossGen.Runtime.Tests.Passes;

/// <summary>
/// Quotients of array 0 into array 1, and their sum: quotients fill all bits, so that every order of addition shows in the last.
/// </summary>
internal readonly struct SumPass(double scale, int elementsPerPosition = 1) : IPass<SumPass>
{
    private readonly double _scale = scale;
    private readonly int _elements = elementsPerPosition;

    internal static double Value(double scale, double x) => scale * x / (1 + x * x);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run(in SumPass pass, in Arrays arrays, nint start, nint end, ref Partial partial)
    {
        ref float source = ref arrays.Reference<float>(0);
        ref float destination = ref arrays.Reference<float>(1);
        double sum = 0;
        for (nint index = start * pass._elements; index < end * pass._elements; index++)
        {
            double x = Unsafe.Add(ref source, index);
            double value = Value(pass._scale, x);
            Unsafe.Add(ref destination, index) = (float)value;
            sum += value;
        }

        partial.Numerator = sum;
        partial.Divisor = 0.1 * (end - start);
        partial.Count = end - start;
    }
}
