using System.Runtime.CompilerServices;

namespace LossGen.Lanes;

/// <summary>Square tiles of lanes, turned over in registers.</summary>
/// <remarks>
/// Interleaving the first half of a tile's lanes with the second half moves each element's place by a bit of its address;
/// after as many rounds as a lane's index has bits, row and column have changed places.
/// </remarks>
internal static class Tile
{
    /// <summary>Whether there are tiles of this lane's length.</summary>
    internal static bool Has<L, T>()
        where L : struct, ILane<L, T>
        where T : unmanaged
        => L.Count is 4 or 8 or 16 && Interleaving.IsSupported<L>();

    /// <summary>Loads whole lanes a step apart, and stores the columns that they make as whole lanes a step apart.</summary>
    /// <param name="source">Where the first lane is loaded.</param>
    /// <param name="sourceStep">From one lane to the next.</param>
    /// <param name="loads">How many lanes there are; in place of the rest stands 0.</param>
    /// <param name="destination">Where the first column is stored.</param>
    /// <param name="destinationStep">From one column to the next.</param>
    /// <param name="stores">How many columns are stored, in order.</param>
    internal static void Turn<L, T>(ref T source, nint sourceStep, nint loads, ref T destination, nint destinationStep, nint stores)
        where L : struct, ILane<L, T>
        where T : unmanaged
    {
        if (L.Count == 16)
            Turn16<L, T>(ref source, sourceStep, loads, ref destination, destinationStep, stores);
        else if (L.Count == 8)
            Turn8<L, T>(ref source, sourceStep, loads, ref destination, destinationStep, stores);
        else
            Turn4<L, T>(ref source, sourceStep, loads, ref destination, destinationStep, stores);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Turn4<L, T>(ref T source, nint sourceStep, nint loads, ref T destination, nint destinationStep, nint stores)
        where L : struct, ILane<L, T>
        where T : unmanaged
    {
        L r0 = L.Load(in source, 0);
        L r1 = 1 < loads ? L.Load(in source, 1 * sourceStep) : default;
        L r2 = 2 < loads ? L.Load(in source, 2 * sourceStep) : default;
        L r3 = 3 < loads ? L.Load(in source, 3 * sourceStep) : default;

        L a0 = Interleaving.Low<L, T>(r0, r2), a1 = Interleaving.High<L, T>(r0, r2);
        L a2 = Interleaving.Low<L, T>(r1, r3), a3 = Interleaving.High<L, T>(r1, r3);

        L b0 = Interleaving.Low<L, T>(a0, a2), b1 = Interleaving.High<L, T>(a0, a2);
        L b2 = Interleaving.Low<L, T>(a1, a3), b3 = Interleaving.High<L, T>(a1, a3);

        L.Store(b0, ref destination, 0);
        if (1 < stores)
            L.Store(b1, ref destination, 1 * destinationStep);
        if (2 < stores)
            L.Store(b2, ref destination, 2 * destinationStep);
        if (3 < stores)
            L.Store(b3, ref destination, 3 * destinationStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Turn8<L, T>(ref T source, nint sourceStep, nint loads, ref T destination, nint destinationStep, nint stores)
        where L : struct, ILane<L, T>
        where T : unmanaged
    {
        L r0 = L.Load(in source, 0);
        L r1 = 1 < loads ? L.Load(in source, 1 * sourceStep) : default;
        L r2 = 2 < loads ? L.Load(in source, 2 * sourceStep) : default;
        L r3 = 3 < loads ? L.Load(in source, 3 * sourceStep) : default;
        L r4 = 4 < loads ? L.Load(in source, 4 * sourceStep) : default;
        L r5 = 5 < loads ? L.Load(in source, 5 * sourceStep) : default;
        L r6 = 6 < loads ? L.Load(in source, 6 * sourceStep) : default;
        L r7 = 7 < loads ? L.Load(in source, 7 * sourceStep) : default;

        L a0 = Interleaving.Low<L, T>(r0, r4), a1 = Interleaving.High<L, T>(r0, r4);
        L a2 = Interleaving.Low<L, T>(r1, r5), a3 = Interleaving.High<L, T>(r1, r5);
        L a4 = Interleaving.Low<L, T>(r2, r6), a5 = Interleaving.High<L, T>(r2, r6);
        L a6 = Interleaving.Low<L, T>(r3, r7), a7 = Interleaving.High<L, T>(r3, r7);

        L b0 = Interleaving.Low<L, T>(a0, a4), b1 = Interleaving.High<L, T>(a0, a4);
        L b2 = Interleaving.Low<L, T>(a1, a5), b3 = Interleaving.High<L, T>(a1, a5);
        L b4 = Interleaving.Low<L, T>(a2, a6), b5 = Interleaving.High<L, T>(a2, a6);
        L b6 = Interleaving.Low<L, T>(a3, a7), b7 = Interleaving.High<L, T>(a3, a7);

        L c0 = Interleaving.Low<L, T>(b0, b4), c1 = Interleaving.High<L, T>(b0, b4);
        L c2 = Interleaving.Low<L, T>(b1, b5), c3 = Interleaving.High<L, T>(b1, b5);
        L c4 = Interleaving.Low<L, T>(b2, b6), c5 = Interleaving.High<L, T>(b2, b6);
        L c6 = Interleaving.Low<L, T>(b3, b7), c7 = Interleaving.High<L, T>(b3, b7);

        L.Store(c0, ref destination, 0);
        if (1 < stores)
            L.Store(c1, ref destination, 1 * destinationStep);
        if (2 < stores)
            L.Store(c2, ref destination, 2 * destinationStep);
        if (3 < stores)
            L.Store(c3, ref destination, 3 * destinationStep);
        if (4 < stores)
            L.Store(c4, ref destination, 4 * destinationStep);
        if (5 < stores)
            L.Store(c5, ref destination, 5 * destinationStep);
        if (6 < stores)
            L.Store(c6, ref destination, 6 * destinationStep);
        if (7 < stores)
            L.Store(c7, ref destination, 7 * destinationStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Turn16<L, T>(ref T source, nint sourceStep, nint loads, ref T destination, nint destinationStep, nint stores)
        where L : struct, ILane<L, T>
        where T : unmanaged
    {
        L r0 = L.Load(in source, 0);
        L r1 = 1 < loads ? L.Load(in source, 1 * sourceStep) : default;
        L r2 = 2 < loads ? L.Load(in source, 2 * sourceStep) : default;
        L r3 = 3 < loads ? L.Load(in source, 3 * sourceStep) : default;
        L r4 = 4 < loads ? L.Load(in source, 4 * sourceStep) : default;
        L r5 = 5 < loads ? L.Load(in source, 5 * sourceStep) : default;
        L r6 = 6 < loads ? L.Load(in source, 6 * sourceStep) : default;
        L r7 = 7 < loads ? L.Load(in source, 7 * sourceStep) : default;
        L r8 = 8 < loads ? L.Load(in source, 8 * sourceStep) : default;
        L r9 = 9 < loads ? L.Load(in source, 9 * sourceStep) : default;
        L r10 = 10 < loads ? L.Load(in source, 10 * sourceStep) : default;
        L r11 = 11 < loads ? L.Load(in source, 11 * sourceStep) : default;
        L r12 = 12 < loads ? L.Load(in source, 12 * sourceStep) : default;
        L r13 = 13 < loads ? L.Load(in source, 13 * sourceStep) : default;
        L r14 = 14 < loads ? L.Load(in source, 14 * sourceStep) : default;
        L r15 = 15 < loads ? L.Load(in source, 15 * sourceStep) : default;

        L a0 = Interleaving.Low<L, T>(r0, r8), a1 = Interleaving.High<L, T>(r0, r8);
        L a2 = Interleaving.Low<L, T>(r1, r9), a3 = Interleaving.High<L, T>(r1, r9);
        L a4 = Interleaving.Low<L, T>(r2, r10), a5 = Interleaving.High<L, T>(r2, r10);
        L a6 = Interleaving.Low<L, T>(r3, r11), a7 = Interleaving.High<L, T>(r3, r11);
        L a8 = Interleaving.Low<L, T>(r4, r12), a9 = Interleaving.High<L, T>(r4, r12);
        L a10 = Interleaving.Low<L, T>(r5, r13), a11 = Interleaving.High<L, T>(r5, r13);
        L a12 = Interleaving.Low<L, T>(r6, r14), a13 = Interleaving.High<L, T>(r6, r14);
        L a14 = Interleaving.Low<L, T>(r7, r15), a15 = Interleaving.High<L, T>(r7, r15);

        L b0 = Interleaving.Low<L, T>(a0, a8), b1 = Interleaving.High<L, T>(a0, a8);
        L b2 = Interleaving.Low<L, T>(a1, a9), b3 = Interleaving.High<L, T>(a1, a9);
        L b4 = Interleaving.Low<L, T>(a2, a10), b5 = Interleaving.High<L, T>(a2, a10);
        L b6 = Interleaving.Low<L, T>(a3, a11), b7 = Interleaving.High<L, T>(a3, a11);
        L b8 = Interleaving.Low<L, T>(a4, a12), b9 = Interleaving.High<L, T>(a4, a12);
        L b10 = Interleaving.Low<L, T>(a5, a13), b11 = Interleaving.High<L, T>(a5, a13);
        L b12 = Interleaving.Low<L, T>(a6, a14), b13 = Interleaving.High<L, T>(a6, a14);
        L b14 = Interleaving.Low<L, T>(a7, a15), b15 = Interleaving.High<L, T>(a7, a15);

        L c0 = Interleaving.Low<L, T>(b0, b8), c1 = Interleaving.High<L, T>(b0, b8);
        L c2 = Interleaving.Low<L, T>(b1, b9), c3 = Interleaving.High<L, T>(b1, b9);
        L c4 = Interleaving.Low<L, T>(b2, b10), c5 = Interleaving.High<L, T>(b2, b10);
        L c6 = Interleaving.Low<L, T>(b3, b11), c7 = Interleaving.High<L, T>(b3, b11);
        L c8 = Interleaving.Low<L, T>(b4, b12), c9 = Interleaving.High<L, T>(b4, b12);
        L c10 = Interleaving.Low<L, T>(b5, b13), c11 = Interleaving.High<L, T>(b5, b13);
        L c12 = Interleaving.Low<L, T>(b6, b14), c13 = Interleaving.High<L, T>(b6, b14);
        L c14 = Interleaving.Low<L, T>(b7, b15), c15 = Interleaving.High<L, T>(b7, b15);

        L d0 = Interleaving.Low<L, T>(c0, c8), d1 = Interleaving.High<L, T>(c0, c8);
        L d2 = Interleaving.Low<L, T>(c1, c9), d3 = Interleaving.High<L, T>(c1, c9);
        L d4 = Interleaving.Low<L, T>(c2, c10), d5 = Interleaving.High<L, T>(c2, c10);
        L d6 = Interleaving.Low<L, T>(c3, c11), d7 = Interleaving.High<L, T>(c3, c11);
        L d8 = Interleaving.Low<L, T>(c4, c12), d9 = Interleaving.High<L, T>(c4, c12);
        L d10 = Interleaving.Low<L, T>(c5, c13), d11 = Interleaving.High<L, T>(c5, c13);
        L d12 = Interleaving.Low<L, T>(c6, c14), d13 = Interleaving.High<L, T>(c6, c14);
        L d14 = Interleaving.Low<L, T>(c7, c15), d15 = Interleaving.High<L, T>(c7, c15);

        L.Store(d0, ref destination, 0);
        if (1 < stores)
            L.Store(d1, ref destination, 1 * destinationStep);
        if (2 < stores)
            L.Store(d2, ref destination, 2 * destinationStep);
        if (3 < stores)
            L.Store(d3, ref destination, 3 * destinationStep);
        if (4 < stores)
            L.Store(d4, ref destination, 4 * destinationStep);
        if (5 < stores)
            L.Store(d5, ref destination, 5 * destinationStep);
        if (6 < stores)
            L.Store(d6, ref destination, 6 * destinationStep);
        if (7 < stores)
            L.Store(d7, ref destination, 7 * destinationStep);
        if (8 < stores)
            L.Store(d8, ref destination, 8 * destinationStep);
        if (9 < stores)
            L.Store(d9, ref destination, 9 * destinationStep);
        if (10 < stores)
            L.Store(d10, ref destination, 10 * destinationStep);
        if (11 < stores)
            L.Store(d11, ref destination, 11 * destinationStep);
        if (12 < stores)
            L.Store(d12, ref destination, 12 * destinationStep);
        if (13 < stores)
            L.Store(d13, ref destination, 13 * destinationStep);
        if (14 < stores)
            L.Store(d14, ref destination, 14 * destinationStep);
        if (15 < stores)
            L.Store(d15, ref destination, 15 * destinationStep);
    }
}
