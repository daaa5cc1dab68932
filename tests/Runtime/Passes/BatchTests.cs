using System.Runtime.CompilerServices;
using CsCheck;
using LossGen.Passes;

namespace LossGen.Runtime.Tests.Passes;

public sealed class BatchTests
{
    public BatchTests() => ThreadPool.SetMinThreads(16, 16);

    [Theory]
    [InlineData(300_003, 1)]
    [InlineData(30_001, 10)]
    [InlineData(77, 1_000)]
    public void The_bits_dont_depend_on_the_number_of_threads(int positions, int elements)
    {
        float[] source = Source(positions * elements);
        float[] expectedValues = new float[source.Length];
        Partial expected = Sum(source, expectedValues, positions, elements, 1);
        Assert.Equal(positions, expected.Count);

        float[] values = new float[source.Length];
        for (int round = 0; round < 30; round++)
        {
            foreach (int degree in (ReadOnlySpan<int>)[1, 2, 3, 8, int.MaxValue, -1])
            {
                Array.Clear(values);
                Partial actual = Sum(source, values, positions, elements, degree);
                Assert.Equal(BitConverter.DoubleToInt64Bits(expected.Numerator), BitConverter.DoubleToInt64Bits(actual.Numerator));
                Assert.Equal(BitConverter.DoubleToInt64Bits(expected.Divisor), BitConverter.DoubleToInt64Bits(actual.Divisor));
                Assert.Equal(expected.Count, actual.Count);
                Assert.True(expectedValues.AsSpan().SequenceEqual(values));
            }
        }
    }

    [Fact]
    public void A_part_of_a_batch_is_cut_like_a_batch_of_its_length()
        => Gen.Select(Gen.Int[0, 100_000], Gen.Int[0, 100_000], Gen.Int[1, 1_000]).Sample((first, positions, elements) =>
            Assert.Equal(
                ChunkPass.Record(positions, elements, 1).Select(range => (range.Start + first, range.End + first)),
                ChunkPass.RecordFrom(first, positions, elements, 3)), iter: 100);

    [Fact]
    public void A_block_is_as_long_as_stays_near_the_processor_and_at_least_32_positions()
    {
        Assert.Equal(65_536, Blocks.Length(1_000_000, 1));
        Assert.Equal(64, Blocks.Length(1_000_000, 1_000));
        Assert.Equal(32, Blocks.Length(1_000_000, 100_000));
        Assert.Equal(7, Blocks.Length(7, 100_000));
        Assert.Equal(65_536, Blocks.Length(1_000_000, 0));
        Assert.Equal(1, Blocks.Length(0, 10));
    }

    [Fact]
    public void Chunks_cover_the_batch_in_whole_vectors_and_are_worth_their_while()
        => Gen.Select(Gen.Int[0, 2_000_000], Gen.OneOf(Gen.Const(1), Gen.Int[1, 100_000])).Sample((positions, elements) =>
        {
            var chunks = ChunkPass.Record(positions, elements, 1);
            nint next = 0;
            foreach ((nint start, nint end) in chunks)
            {
                Assert.Equal(next, start);
                Assert.True(end > start);
                next = end;
            }

            Assert.Equal(positions, next);
            Assert.True(chunks.Count <= 64);
            foreach ((nint start, nint end) in chunks.SkipLast(1))
            {
                Assert.True((end - start) * (double)elements >= 8192);
                if (elements == 1)
                    Assert.Equal(0, end % 64);
            }

            Assert.Equal(chunks, ChunkPass.Record(positions, elements, 8));
        }, iter: 300);

    [Fact]
    public void An_empty_batch_runs_nothing()
    {
        Partial partial = Sum([], [], 0, 1, 8);
        Assert.Equal(0, partial.Numerator);
        Assert.Equal(0, partial.Count);
        Assert.Empty(ChunkPass.Record(0, 5, 8));
    }

    [Fact]
    public void A_pass_that_calls_back_into_the_batch_gets_the_same_bits()
    {
        float[] source = Source(200_000);
        double inner = Sum(source, new float[source.Length], source.Length, 1, 1).Numerator;
        foreach (int degree in (ReadOnlySpan<int>)[1, 2, 8])
        {
            Arrays arrays = default;
            arrays.Set<float>(0, source);
            var pass = new RecursivePass(degree, 2);
            Batch.Run<RecursivePass, RecursivePass>(pass, arrays, 4, 10_000, degree, out Partial partial);
            Assert.Equal(16 * inner, partial.Numerator, 1e-9);
            Assert.Equal(16, partial.Count);
        }
    }

    [Fact]
    public async Task Many_threads_call_at_once()
    {
        float[] source = Source(300_000);
        double expected = Sum(source, new float[source.Length], source.Length, 1, 1).Numerator;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                float[] values = new float[source.Length];
                for (int round = 0; round < 20; round++)
                    Assert.Equal(expected, Sum(source, values, source.Length, 1, 4).Numerator);
            },
            TaskCreationOptions.LongRunning)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_more_threads_work_than_are_allowed(int degree)
    {
        for (int round = 0; round < 50; round++)
        {
            // A call with more threads before leaves items in the pool's queue: they must not take part in this one.
            var crowd = new Attendance();
            ConcurrencyPass.Run(crowd, 8);
            var attendance = new Attendance();
            ConcurrencyPass.Run(attendance, degree);
            Assert.InRange(attendance.Most, 1, degree);
        }
    }

    [Fact]
    public void More_than_one_thread_does_work()
    {
        var attendance = new Attendance();
        for (int round = 0; round < 200 && attendance.Most < 2; round++)
            ConcurrencyPass.Run(attendance, 8);
        Assert.InRange(attendance.Most, 2, 8);
    }

    [Fact]
    public void Arrays_stay_where_they_are_while_threads_write_to_them()
    {
        using var stop = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
                GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        });
        collector.Start();
        for (int round = 0; round < 50; round++)
        {
            // Young arrays behind garbage are what a compacting collection moves.
            _ = new float[5_000];
            float[] source = Source(20_000);
            _ = new float[5_000];
            float[] values = new float[20_000];
            float[] expected = [.. source.Select(value => (float)SumPass.Value(1.25, value))];
            Arrays arrays = default;
            arrays.Set<float>(0, source);
            arrays.Set(1, values.AsSpan());
            Batch.Run<SumPass, SumPass>(new SumPass(1.25), arrays, 20_000, 100, 4, out _);
            Assert.True(expected.AsSpan().SequenceEqual(values));
        }

        stop.Cancel();
        collector.Join();
    }

    internal static float[] Source(int length)
    {
        var random = new Random(20260101);
        float[] source = new float[length];
        for (int index = 0; index < length; index++)
            source[index] = random.NextSingle() - 0.3f;
        return source;
    }

    internal static Partial Sum(ReadOnlySpan<float> source, Span<float> values, int positions, int elements, int degree)
    {
        Arrays arrays = default;
        arrays.Set(0, source);
        arrays.Set(1, values);
        Batch.Run<SumPass, SumPass>(new SumPass(1.25, elements), arrays, positions, elements, degree, out Partial total);
        return total;
    }

    /// <summary>Writes down which ranges it is asked for.</summary>
    private readonly struct ChunkPass(List<(nint Start, nint End)> ranges) : IPass<ChunkPass>
    {
        private readonly List<(nint Start, nint End)> _ranges = ranges;

        public static void Run(in ChunkPass pass, in Arrays arrays, nint start, nint end, ref Partial partial)
        {
            lock (pass._ranges)
                pass._ranges.Add((start, end));
        }

        internal static List<(nint Start, nint End)> RecordFrom(nint start, int positions, int elements, int degree)
        {
            List<(nint Start, nint End)> ranges = [];
            Batch.Run<ChunkPass, ChunkPass>(new ChunkPass(ranges), default, start, start + positions, elements, degree, out _);
            ranges.Sort();
            return ranges;
        }

        internal static List<(nint Start, nint End)> Record(int positions, int elements, int degree)
        {
            List<(nint Start, nint End)> ranges = [];
            Batch.Run<ChunkPass, ChunkPass>(new ChunkPass(ranges), default, positions, elements, degree, out _);
            ranges.Sort();
            return ranges;
        }
    }

    /// <summary>Calls the batch from inside the batch: twice with itself, at the bottom with a sum.</summary>
    private readonly struct RecursivePass(int degree, int depth) : IPass<RecursivePass>
    {
        private readonly int _degree = degree;
        private readonly int _depth = depth;

        public static void Run(in RecursivePass pass, in Arrays arrays, nint start, nint end, ref Partial partial)
        {
            for (nint position = start; position < end; position++)
            {
                Partial inner;
                if (pass._depth == 1)
                {
                    var source = System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(
                        ref arrays.Reference<float>(0), 200_000);
                    inner = Sum(source, new float[200_000], 200_000, 1, pass._degree);
                    inner.Count = 1;
                }
                else
                {
                    Batch.Run<RecursivePass, RecursivePass>(new RecursivePass(pass._degree, pass._depth - 1), arrays, 4, 10_000, pass._degree, out inner);
                }

                partial.Numerator += inner.Numerator;
                partial.Count += inner.Count;
            }
        }
    }

    private sealed class Attendance
    {
        internal int Present;
        internal int Most;
    }

    private readonly struct ConcurrencyPass(Attendance attendance) : IPass<ConcurrencyPass>
    {
        private readonly Attendance _attendance = attendance;

        internal static void Run(Attendance attendance, int degree)
            => Batch.Run<ConcurrencyPass, ConcurrencyPass>(new ConcurrencyPass(attendance), default, 24, 10_000, degree, out _);

        public static void Run(in ConcurrencyPass pass, in Arrays arrays, nint start, nint end, ref Partial partial)
        {
            int present = Interlocked.Increment(ref pass._attendance.Present);
            int most = pass._attendance.Most;
            while (present > most)
                most = Interlocked.CompareExchange(ref pass._attendance.Most, present, most);
            Thread.SpinWait(300);
            Interlocked.Decrement(ref pass._attendance.Present);
        }
    }
}
