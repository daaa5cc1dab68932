using System.Numerics;
using System.Runtime.CompilerServices;
using LossGen.Definitions.Tests.Calls;
using LossGen.Lanes;

namespace LossGen.Numerics;

/// <summary>Parts of a lane, of every size, in memory that ends or begins where the part does.</summary>
public unsafe class PartsOfLanesTests
{
    [Fact] public void Single512Parts() => Check<Single512, float>();
    [Fact] public void Single256Parts() => Check<Single256, float>();
    [Fact] public void Single128Parts() => Check<Single128, float>();
    [Fact] public void Single1Parts() => Check<Single1, float>();
    [Fact] public void Double512Parts() => Check<Double512, double>();
    [Fact] public void Double256Parts() => Check<Double256, double>();
    [Fact] public void Double128Parts() => Check<Double128, double>();
    [Fact] public void Double1Parts() => Check<Double1, double>();

    /// <summary>The same without masks, by narrower pieces.</summary>
    [Theory, InlineData("AVX512"), InlineData("AVX")]
    public void PartsWithoutAnInstructionSet(string instructionSet) =>
        Assert.Equal(["parts"], Measurement.InProcessWithout(instructionSet, "parts"));

    internal static void CheckAll()
    {
        Check<Single512, float>();
        Check<Single256, float>();
        Check<Single128, float>();
        Check<Single1, float>();
        Check<Double512, double>();
        Check<Double256, double>();
        Check<Double128, double>();
        Check<Double1, double>();
    }

    private static void Check<L, T>()
        where L : struct, ILane<L, T>
        where T : unmanaged, INumber<T>
    {
        for (int count = 0; count <= L.Count; count++)
        {
            for (int atEnd = 0; atEnd < 2; atEnd++)
            {
                using var memory = new GuardedMemory((nuint)(count * sizeof(T)), atEnd == 1);
                ref T start = ref Unsafe.AsRef<T>((void*)memory.Address);
                for (int i = 0; i < count; i++)
                    Unsafe.Add(ref start, i) = T.CreateChecked(i + 1);

                // Read from an index on, so that the part isn't where the reference points.
                L loaded = L.Load(in Unsafe.Add(ref start, -3), 3, count);
                T[] whole = new T[L.Count];
                L.Store(loaded, ref whole[0], 0);
                for (int i = 0; i < L.Count; i++)
                    Assert.Equal(i < count ? T.CreateChecked(i + 1) : T.Zero, whole[i]);

                L.Store(L.Indices(7), ref Unsafe.Add(ref start, -3), 3, count);
                for (int i = 0; i < count; i++)
                    Assert.Equal(T.CreateChecked(i + 7), Unsafe.Add(ref start, i));
            }

            // In ordinary memory, what lies beside the part stays.
            T[] around = new T[3 * L.Count + 2];
            Array.Fill(around, T.CreateChecked(-1));
            L.Store(L.Indices(7), ref around[0], L.Count, count);
            for (int i = 0; i < around.Length; i++)
                Assert.Equal(T.CreateChecked(i >= L.Count && i < L.Count + count ? i - L.Count + 7 : -1), around[i]);
        }
    }
}
