namespace LossGen.Ctc.Tests;

/// <summary>A batch in double precision, [T, N, C], with what the reference says of it.</summary>
internal sealed class Case
{
    internal required int T { get; init; }

    internal required int N { get; init; }

    internal required int C { get; init; }

    internal required int Blank { get; init; }

    internal required double[] Logits { get; init; }

    internal required int[] InputLengths { get; init; }

    internal required int[][] Labels { get; init; }

    internal int[] TargetLengths => [.. Labels.Select(labels => labels.Length)];

    internal int[] Concatenated => [.. Labels.SelectMany(labels => labels)];

    internal float[] SingleLogits => [.. Logits.Select(x => (float)x)];

    /// <summary>The log-softmax of the logits.</summary>
    internal double[] LogProbs => LogSoftmax(Logits, C);

    /// <summary>Padded with what isn't a label.</summary>
    internal int[] Padded(int more = 0)
    {
        int width = Labels.Max(labels => labels.Length) + more;
        return [.. Labels.SelectMany(labels => labels.Concat(Enumerable.Repeat(-7, width - labels.Length)))];
    }

    /// <summary>Loss and posteriors [T_n, C] of a sample by the reference, from log-probabilities [T, N, C].</summary>
    internal (double Loss, double[] Posteriors) Reference(int n, double[] logProbs)
    {
        if (InputLengths[n] == 0)
            return (Labels[n].Length == 0 ? 0 : double.PositiveInfinity, []);
        (double loss, double[] posteriors, _) = LogReference.Run(
            Rows(n, logProbs), InputLengths[n], C, Labels[n], Blank);
        return (loss, posteriors);
    }

    /// <summary>The frames of one sample, [T_n, C].</summary>
    internal double[] Rows(int n, double[] scores)
        => [.. Enumerable.Range(0, InputLengths[n]).SelectMany(t => scores[((t * N + n) * C)..((t * N + n + 1) * C)])];

    internal static double[] LogSoftmax(double[] logits, int classes)
    {
        double[] result = new double[logits.Length];
        for (int start = 0; start < logits.Length; start += classes)
        {
            double normaliser = LogReference.LogSum([.. logits[start..(start + classes)]]);
            for (int c = 0; c < classes; c++)
                result[start + c] = logits[start + c] - normaliser;
        }

        return result;
    }

    /// <summary>A random batch whose samples all have some alignment.</summary>
    internal static Case Random(Random random, int frames, int samples, int classes, int labels, double spread, bool everyLength = true)
    {
        int blank = random.Next(classes);
        double[] logits = new double[frames * samples * classes];
        for (int i = 0; i < logits.Length; i++)
            logits[i] = spread * (2 * random.NextDouble() - 1);

        int[] lengths = new int[samples];
        int[][] sequences = new int[samples][];
        for (int n = 0; n < samples; n++)
        {
            lengths[n] = everyLength ? random.Next(1, frames + 1) : frames;
            int wanted = classes == 1 ? 0 : everyLength ? random.Next(labels + 1) : labels;
            List<int> sequence = [];
            int least = 0;
            while (sequence.Count < wanted)
            {
                int label = (blank + 1 + random.Next(classes - 1)) % classes;
                if (sequence.Count > 0 && random.Next(4) == 0)
                    label = sequence[^1];
                least += sequence.Count > 0 && label == sequence[^1] ? 2 : 1;
                if (least > lengths[n])
                    break;
                sequence.Add(label);
            }

            sequences[n] = [.. sequence];
        }

        return new()
        {
            T = frames, N = samples, C = classes, Blank = blank, Logits = logits, InputLengths = lengths, Labels = sequences,
        };
    }
}
