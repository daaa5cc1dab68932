namespace Quickstart;

/// <summary>Trains a fresh network with one loss and keeps what it sees.</summary>
internal sealed class Training(string name, LossStep loss)
{
    internal const int Epochs = 40;

    private const int BatchSize = 32;
    private const float Rate = 2e-3f;

    internal string Name { get; } = name;

    /// <summary>The mean training loss of each epoch.</summary>
    internal List<double> Curve { get; } = [];

    /// <summary>The share of test images that the trained network reads right.</summary>
    internal double TestAccuracy { get; private set; }

    internal void Run(Digits training, Digits test, Action epochDone)
    {
        // Every loss starts from the same weights and sees the same batches.
        var network = new Network(mostSamples: test.Count, seed: 2);
        var random = new Random(3);
        int[] order = [.. Enumerable.Range(0, training.Count)];
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(order);
            double sum = 0;
            for (int start = 0; start < order.Length; start += BatchSize)
            {
                Digits batch = training.Take(order.AsSpan(start, Math.Min(BatchSize, order.Length - start)));
                sum += batch.Count * network.Learn(batch, loss, Rate);
            }

            Curve.Add(sum / training.Count);
            epochDone();
        }

        TestAccuracy = network.Accuracy(test);
    }
}
