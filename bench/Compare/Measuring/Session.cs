using System.Diagnostics;
using LossGen.Bench.Contestants;
using LossGen.Bench.Ctc;
using LossGen.Bench.Rows;
using TorchSharp;

namespace LossGen.Bench.Measuring;

/// <summary>One run: which contests are held, and for how long.</summary>
internal sealed class Session(NativeKernels? kernels, bool isQuick)
{
    private readonly Pace _pace = isQuick ? Pace.Quick : Pace.Full;

    // What all losses share is compiled for the first one that is called, as it is in any process.
    private readonly FreshCode _code = new();

    public List<Cell> Cells { get; } = [];

    public List<Threads> Threads { get; } = [];

    public List<Footprint> Footprints { get; } = [];

    public List<CtcCell> Ctc { get; } = [];

    /// <summary>Before the first row: the calls of all.</summary>
    public void Prepare(IEnumerable<LossRow> rows)
    {
        GeneratedCall.Compile(
            from row in rows
            from member in (string[])["Forward", "Backward"]
            from isDouble in Both(first: false)
            select GeneratedCall.Method(row, member, isDouble));
        Clock.Settle(_pace);
    }

    public void Run(LossRow row)
    {
        Footprints.Add(Measure(row));
        foreach (bool isDouble in Both(first: false))
        {
            foreach (bool gradient in Both(first: true))
            {
                foreach (Shape shape in Shapes(row, isDouble, gradient))
                    Cells.Add(Hold(row, shape, isDouble, gradient));
            }
        }

        if (!isQuick)
            Threads.Add(OnTwo(row, row.Large ? Shape.Large : row.Main));
    }

    public void RunCtc()
    {
        foreach (bool isDouble in Both(first: false))
        {
            foreach (bool gradient in Both(first: true))
            {
                foreach (CtcShape shape in isQuick ? CtcShape.All[..1] : CtcShape.All)
                {
                    foreach (bool fromLogits in (bool[])[false, true])
                    {
                        using var contest = new CtcContest(shape, fromLogits, isDouble, gradient);
                        Ctc.Add(contest.Hold(_pace));
                    }
                }
            }
        }
    }

    // The one that goals are about, and unless the run is short the other.
    private bool[] Both(bool first) => isQuick ? [first] : [first, !first];

    private IEnumerable<Shape> Shapes(LossRow row, bool isDouble, bool gradient)
    {
        if (isQuick)
            return row.ElementWise ? [Shape.Short[1], row.Main] : [row.Main];
        bool isGoal = !isDouble && gradient;
        IEnumerable<Shape> shapes = row.Shapes.Where(shape => isGoal || shape != Shape.Image && (!Shape.Short.Contains(shape) || shape.N == 16));
        return row.Large && isGoal ? shapes.Append(Shape.Large) : shapes;
    }

    private Cell Hold(LossRow row, Shape shape, bool isDouble, bool gradient)
    {
        using var contest = new Contest(row, shape, isDouble, gradient, kernels);
        contest.Check();
        Func<double>[] managed = [contest.LossGen, contest.Stream, contest.StreamPastCaches, .. contest.Chain is { } chain ? [chain] : (Func<double>[])[]];
        Func<double>[] native = [contest.Libtorch, .. contest.Native is { } c ? [c] : (Func<double>[])[]];

        double[] times = Clock.Hold(_pace, managed, native, contest.Elements < 10_000 ? _pace.Short : _pace.Long);
        return new(row, shape, isDouble, gradient, contest.Elements, contest.Bytes)
        {
            LossGen = times[0],
            Stream = Math.Min(times[1], times[2]),
            Chain = contest.Chain is null ? null : times[3],
            Libtorch = times[managed.Length],
            Native = contest.Native is null ? null : times[^1],
        };
    }

    private Footprint Measure(LossRow row)
    {
        Shape shape = row.ElementWise ? Shape.Elements.Single(s => s.N == 1000) : row.Shapes[0];
        using var batch = new Batch(row.Operands, shape, isDouble: false);
        Func<double> backward = GeneratedCall.Of(_code, row, batch, "Backward", 1);
        long start = Stopwatch.GetTimestamp();
        backward();
        double first = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Func<double> forward = GeneratedCall.Of(_code, row, batch, "Forward", 1);

        // The thread that compiles again is the runtime's, and allocates itself.
        Clock.Warm(_pace, [forward, backward]);
        long one = Clock.Allocated(_pace, forward) + Clock.Allocated(_pace, backward);

        // Of a small batch nothing would be left to a second thread.
        using var large = new Batch(row.Operands, row.Main, isDouble: false);
        Func<double> forwardOnTwo = GeneratedCall.Of(_code, row, large, "Forward", 2), backwardOnTwo = GeneratedCall.Of(_code, row, large, "Backward", 2);
        Clock.Warm(_pace, [forwardOnTwo, backwardOnTwo]);
        long two = Clock.Allocated(_pace, forwardOnTwo) + Clock.Allocated(_pace, backwardOnTwo);
        return new(row.Name, first, one, two);
    }

    private Threads OnTwo(LossRow row, Shape shape)
    {
        using var contest = new Contest(row, shape, isDouble: false, gradient: true, kernels);
        double one = Clock.Consecutive(_pace, contest.LossGen, 0.15);
        double two = Clock.Consecutive(_pace, contest.LossGenOnTwo, 0.15);
        bool sameBits = contest.LossGen() == contest.LossGenOnTwo();
        double libtorchOne = Clock.Consecutive(_pace, contest.Libtorch, 0.15);
        torch.set_num_threads(2);
        double libtorchTwo = Clock.Consecutive(_pace, contest.Libtorch, 0.15);
        torch.set_num_threads(1);
        return new(row, shape, one, two, libtorchOne, libtorchTwo, sameBits);
    }
}
