using System.Numerics;
using System.Runtime.CompilerServices;
using LossGen.Lanes;

namespace LossGen.Ctc;

/// <summary>Exponentials of a row of scores that stays in the first caches.</summary>
internal static unsafe class Softmax<TLane, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // As many additions of floats as may follow one another before they go on in double precision.
    private const int BlockLanes = 256;

    /// <summary>
    /// e^(score − largest score) into <paramref name="row"/>; their sum is returned. Meanwhile the scores at
    /// <paramref name="next"/> are asked for, which by themselves would take as long to come as these take to be computed.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static T Powers(T* scores, T* row, int classes, T* next, out T largest)
    {
        largest = Largest(scores, classes);
        TLane offset = TLane.Broadcast(largest);
        double total = 0;
        nint at = 0;
        while (at <= classes - TLane.Count)
        {
            TLane sum = TLane.Constant(0);
            nint end = Math.Min(at + (nint)BlockLanes * TLane.Count, classes);
            for (; at <= end - TLane.Count; at += TLane.Count)
            {
                TLane power = TLane.Exp(TLane.Load(ref *scores, at) - offset);
                Instructions.Prefetch(next + at);
                TLane.Store(power, ref *row, at);
                sum += power;
            }

            total += TLane.Sum(sum);
        }

        int rest = classes - (int)at;
        if (rest > 0)
        {
            TLane power = TLane.Exp(TLane.Load(ref *scores, at, rest) - offset);
            TLane.Store(power, ref *row, at, rest);
            total += TLane.Sum(TLane.Select(TLane.First(rest), power, TLane.Constant(0)));
        }

        return T.CreateTruncating(total);
    }

    /// <summary>e^score into <paramref name="row"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void Exponentials(T* scores, T* row, int classes)
    {
        nint at = 0;
        for (; at <= classes - TLane.Count; at += TLane.Count)
            TLane.Store(TLane.Exp(TLane.Load(ref *scores, at)), ref *row, at);
        int rest = classes - (int)at;
        if (rest > 0)
            TLane.Store(TLane.Exp(TLane.Load(ref *scores, at, rest)), ref *row, at, rest);
    }

    /// <summary>The largest score; a NaN among them may be passed over.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static T Largest(T* scores, int classes)
    {
        TLane lowest = TLane.Constant(double.NegativeInfinity);
        TLane first = lowest;
        TLane second = lowest;
        nint at = 0;
        for (; at <= classes - 2 * TLane.Count; at += 2 * TLane.Count)
        {
            first = TLane.MaxOrSecond(TLane.Load(ref *scores, at), first);
            second = TLane.MaxOrSecond(TLane.Load(ref *scores, at + TLane.Count), second);
        }

        for (; at < classes; at += TLane.Count)
        {
            int count = (int)Math.Min(TLane.Count, classes - at);
            first = TLane.MaxOrSecond(TLane.Select(TLane.First(count), TLane.Load(ref *scores, at, count), lowest), first);
        }

        return Across.Largest<TLane, T>(TLane.MaxOrSecond(first, second));
    }
}
