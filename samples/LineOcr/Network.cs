using LossGen;

namespace LineOcr;

/// <summary>Three sliding layers: strokes in nine columns, digits in five frames of strokes, a class for each frame.</summary>
internal sealed class Network
{
    private readonly CtcLoss _loss = new() { BatchFirst = true };
    private readonly WindowLayer _strokes;
    private readonly WindowLayer _digits;
    private readonly WindowLayer _classes;

    internal Network(int classes, Random random)
    {
        _strokes = new(window: 9, step: 1, Line.Height, outputs: 64, rectified: true, random);
        _digits = new(window: 5, step: 2, _strokes.Outputs, outputs: 64, rectified: true, random);
        _classes = new(window: 1, step: 1, _digits.Outputs, classes, rectified: false, random);
    }

    /// <summary>The logits of a line, [frames, classes].</summary>
    internal float[] Read(Line line)
    {
        var pass = new Pass(this, line);
        pass.Forward(this);
        return pass.Logits;
    }

    /// <summary>The column of the line in the middle of a frame.</summary>
    internal static double ColumnOf(double frame) => 2 * frame;

    /// <summary>One step of training; returns the loss.</summary>
    internal double Train(Line[] lines, LabelCodec codec, float rate)
    {
        Pass[] passes = [.. lines.Select(line => new Pass(this, line))];
        Parallel.ForEach(passes, pass => pass.Forward(this));

        // Lines end where they end: shorter ones leave frames that CTC doesn't read.
        int[] frames = [.. passes.Select(pass => pass.Frames)];
        int row = frames.Max() * codec.C;
        float[] logits = new float[lines.Length * row];
        float[] gradient = new float[logits.Length];
        for (int n = 0; n < passes.Length; n++)
            passes[n].Logits.CopyTo(logits, n * row);
        int[][] targets = [.. lines.Select(line => codec.Encode(line.Text))];
        double loss = _loss.BackwardFromLogits(
            logits, [.. targets.SelectMany(t => t)], frames, [.. targets.Select(t => t.Length)], codec.C, gradient);

        for (int n = 0; n < passes.Length; n++)
            passes[n].Backward(this, gradient.AsSpan(n * row, frames[n] * codec.C));
        _strokes.Update(rate);
        _digits.Update(rate);
        _classes.Update(rate);
        return loss;
    }

    /// <summary>What one line leaves on its way through the layers.</summary>
    private sealed class Pass
    {
        private readonly float[] _pixels;
        private readonly float[] _strokes;
        private readonly float[] _digits;
        private readonly int _columns;

        internal Pass(Network network, Line line)
        {
            // Margins, so that the middle of each window is on the line.
            int margin = network._strokes.Window / 2;
            int inner = network._digits.Window / 2;
            _pixels = [.. new float[margin * Line.Height], .. line.Pixels, .. new float[margin * Line.Height]];
            _columns = line.Columns;
            _strokes = new float[(_columns + 2 * inner) * network._strokes.Outputs];
            Frames = network._digits.Frames(_columns + 2 * inner);
            _digits = new float[Frames * network._digits.Outputs];
            Logits = new float[Frames * network._classes.Outputs];
        }

        internal int Frames { get; }

        internal float[] Logits { get; }

        internal void Forward(Network network)
        {
            network._strokes.Forward(_pixels, Inner(network, _strokes), _columns);
            network._digits.Forward(_strokes, _digits, Frames);
            network._classes.Forward(_digits, Logits, Frames);
        }

        internal void Backward(Network network, Span<float> gradLogits)
        {
            float[] gradDigits = new float[_digits.Length];
            float[] gradStrokes = new float[_strokes.Length];
            network._classes.Backward(_digits, Logits, gradLogits, gradDigits, Frames);
            network._digits.Backward(_strokes, _digits, gradDigits, gradStrokes, Frames);
            network._strokes.Backward(_pixels, Inner(network, _strokes), Inner(network, gradStrokes), [], _columns);
        }

        private Span<float> Inner(Network network, float[] strokes)
            => strokes.AsSpan(network._digits.Window / 2 * network._strokes.Outputs, _columns * network._strokes.Outputs);
    }
}
