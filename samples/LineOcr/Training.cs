using LossGen;

namespace LineOcr;

/// <summary>Trains a network on lines that are drawn anew for every step.</summary>
internal sealed class Training
{
    private const int BatchSize = 32;
    private const double Distortion = 1;
    private const float Noise = 0.04f;
    private const float TopRate = 6e-3f;
    private const double WarmUp = 0.1;

    // The gradients of a batch are summed in this many shares, in a fixed order: the same on any number of processors.
    private const int Shares = 4;

    private readonly Network _network;
    private readonly Lines _lines;
    private readonly LabelCodec _codec;
    private readonly int _steps;
    private readonly Random _random;
    private readonly CtcLoss _loss = new() { BatchFirst = true };
    private readonly AdamW _optimizer;
    private readonly FeatureMap[][] _maps;
    private readonly float[][] _gradients;
    private int _step;

    internal Training(Network network, Lines lines, LabelCodec codec, int steps, Random random)
    {
        (_network, _lines, _codec, _steps, _random) = (network, lines, codec, steps, random);
        _optimizer = new(network.Parameters.Length);
        _maps = [.. Enumerable.Range(0, BatchSize).Select(_ => network.CreateMaps())];
        _gradients = [.. Enumerable.Range(0, Shares).Select(_ => new float[network.Parameters.Length])];
    }

    /// <summary>Takes one of the steps; returns the loss before it.</summary>
    internal double Step()
    {
        // Each line has a generator of its own, so it doesn't matter which is drawn first.
        int[] seeds = [.. Enumerable.Range(0, BatchSize).Select(_ => _random.Next())];
        Line[] lines = new Line[BatchSize];
        Parallel.For(0, BatchSize, n =>
        {
            var random = new Random(seeds[n]);
            lines[n] = _lines.Draw(random, Distortion, Noise);
            _network.Forward(lines[n], _maps[n], random);
        });

        double loss = Loss(lines, [.. _maps.Select(maps => maps[^1])]);

        Parallel.For(0, Shares, share =>
        {
            Array.Clear(_gradients[share]);
            for (int n = share; n < BatchSize; n += Shares)
                _network.Backward(_maps[n], _gradients[share]);
        });
        _optimizer.Step(_network.Parameters, _gradients, Rate((double)_step++ / _steps));
        _network.Load(_network.Parameters);
        return loss;
    }

    // Up in a straight line, down along a cosine.
    private static float Rate(double progress)
    {
        double share = progress < WarmUp ? progress / WarmUp : 0.5 + 0.5 * Math.Cos(Math.PI * (progress - WarmUp) / (1 - WarmUp));
        return TopRate * (float)share;
    }

    // The loss of a batch; each map of scores gets its gradient.
    private double Loss(Line[] lines, FeatureMap[] scores)
    {
        // [N, T, C]: lines end where they end, and what follows in their rows isn't read.
        int[] frames = [.. scores.Select(map => map.Shape.Width)];
        int row = frames.Max() * _codec.C;
        float[] logits = new float[BatchSize * row];
        for (int n = 0; n < BatchSize; n++)
            scores[n].Frames(scores[n].Values).CopyTo(logits.AsSpan(n * row));

        int[][] targets = [.. lines.Select(line => _codec.Encode(line.Text))];
        float[] gradient = new float[logits.Length];
        double loss = _loss.BackwardFromLogits(
            logits, [.. targets.SelectMany(labels => labels)], frames, [.. targets.Select(labels => labels.Length)], _codec.C, gradient);

        for (int n = 0; n < BatchSize; n++)
            gradient.AsSpan(n * row, frames[n] * _codec.C).CopyTo(scores[n].Frames(scores[n].Gradient));
        return loss;
    }
}
