using System.Diagnostics;
using System.Globalization;
using LossGen;
using LossGen.Bench.Ctc;
using LossGen.Parity.Tests.Libtorch;
using TorchSharp;
using static TorchSharp.torch;
using Functional = TorchSharp.torch.nn.functional;

// Loss and gradient of CtcLoss against libtorch: one process, one thread, contestants in turn, medians. With a number as
// argument only that shape; with --append and a Markdown file, the table is written there too. Also CtcLoss on one thread and two, each in its own run of consecutive calls, as the second thread
// would have to be woken between others; and the same bytes merely written and read.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (LibtorchLoader.Reason is { } reason)
{
    Console.Error.WriteLine(reason);
    return 1;
}

Shape[] shapes =
[
    new("T 150 N 32 C 40 S 30", 150, 32, 40, 30, 61),
    new("T 300 N 16 C 5000 S 30", 300, 16, 5000, 30, 15),
    new("T 150 N 64 C 29 S 50", 150, 64, 29, 50, 41),
    new("T 2000 N 4 C 29 S 400", 2000, 4, 29, 400, 15),
    new("T 150 N 1 C 40 S 30", 150, 1, 40, 30, 301),
];
if (args is [string only] && int.TryParse(only, CultureInfo.InvariantCulture, out int index))
    shapes = [shapes[index]];

Console.WriteLine($"{"",-24}{"entry",-10}{"libtorch",10}{"LossGen",10}{"ratio",8}{"stream",9}{"1 thread",10}{"2 threads",11}{"gain",7}  ms");
List<string> table = [];
foreach (Shape shape in shapes)
{
    foreach (bool logits in (bool[])[false, true])
        table.Add(Measure(shape, logits));
}

if (args is ["--append", string file])
{
    File.AppendAllText(file, $"""

        ## CTC

        Value and gradient in float, milliseconds a call, medians of contestants in turn, one thread; from log-probabilities, and
        from logits, where libtorch runs log_softmax too. The goals are 20 times libtorch on the first three shapes, and 1.7 times
        more from a second core, each measured in its own run of consecutive calls. Samples of full length.

        | shape | from | libtorch | LossGen | ratio | stream | one thread | two threads | gain |
        | --- | --- | --: | --: | --: | --: | --: | --: | --: |
        {string.Join('\n', table)}

        """.ReplaceLineEndings("\n"));
}

return 0;

static string Measure(Shape shape, bool logits)
{
    float[] scores = shape.Logits;
    if (!logits)
    {
        using Tensor raw = tensor(shape.Logits, [shape.T, shape.N, shape.C]);
        using Tensor normalised = Functional.log_softmax(raw, 2);
        scores = normalised.data<float>().ToArray();
    }

    using Tensor input = tensor(scores, [shape.T, shape.N, shape.C], requires_grad: true);
    using Tensor targets = tensor(Array.ConvertAll(shape.Targets, label => (long)label), [shape.N, shape.S]);
    using Tensor inputLengths = tensor(Array.ConvertAll(shape.InputLengths, length => (long)length));
    using Tensor targetLengths = tensor(Array.ConvertAll(shape.TargetLengths, length => (long)length));
    void Libtorch()
    {
        using DisposeScope scope = NewDisposeScope();
        input.grad?.Dispose();
        input.grad = null;
        Tensor logProbs = logits ? Functional.log_softmax(input, 2) : input;
        Functional.ctc_loss(logProbs, targets, inputLengths, targetLengths, 0, false, nn.Reduction.Mean).backward();
    }

    float[] gradient = new float[scores.Length];
    var one = new CtcLoss();
    var two = new CtcLoss { MaxDegreeOfParallelism = 2 };
    double Run(CtcLoss loss) => logits
        ? loss.BackwardFromLogits(scores, shape.Targets, shape.InputLengths, shape.TargetLengths, shape.C, gradient)
        : loss.Backward(scores, shape.Targets, shape.InputLengths, shape.TargetLengths, shape.C, gradient);
    double alone = Consecutive(() => Run(one)), together = Consecutive(() => Run(two));
    float[] other = new float[scores.Length];
    Action[] contestants =
    [
        Libtorch,
        () => Run(one),
        () => Stream(logits ? scores : [], other),
    ];
    double[][] times = [.. contestants.Select(_ => new double[shape.Rounds])];
    for (int round = -5; round < shape.Rounds; round++)
    {
        for (int i = 0; i < contestants.Length; i++)
        {
            long start = Stopwatch.GetTimestamp();
            contestants[i]();
            if (round >= 0)
                times[i][round] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
    }

    double[] medians = [.. times.Select(Median)];
    Console.WriteLine(
        $"{shape.Name,-24}{(logits ? "logits" : "logProbs"),-10}{medians[0],10:f3}{medians[1],10:f3}{medians[0] / medians[1],7:f1}x{medians[2],9:f3}{alone,10:f3}{together,11:f3}{alone / together,6:f2}x");
    return $"| {shape.Name} | {(logits ? "logits" : "log-probabilities")} | {medians[0]:f3} | {medians[1]:f3} | {medians[0] / medians[1]:f1}× | {medians[2]:f3} | {alone:f3} | {together:f3} | {alone / together:f2}× |";
}

static double Consecutive(Action call)
{
    // The first half of a second is for the compiler.
    List<double> times = [];
    long begin = Stopwatch.GetTimestamp();
    while (Stopwatch.GetElapsedTime(begin).TotalSeconds < 1)
    {
        long start = Stopwatch.GetTimestamp();
        call();
        if (Stopwatch.GetElapsedTime(begin).TotalSeconds > 0.5)
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    return Median([.. times]);
}

// What nobody can do without: writing the gradient, and for logits reading them.
static void Stream(float[] read, float[] written)
{
    if (read.Length == 0)
        written.AsSpan().Clear();
    else
        read.CopyTo(written, 0);
}

static double Median(double[] times)
{
    Array.Sort(times);
    return times[times.Length / 2];
}
