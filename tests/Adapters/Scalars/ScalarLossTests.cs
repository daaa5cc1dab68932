using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace LossGen.Adapters.Tests.Scalars;

/// <summary>Losses of one score and one target as ML.NET takes them: one element at a time, and in its trainers.</summary>
[Collection(nameof(Tensors.TensorAllocationTests))]
public sealed class ScalarLossTests
{
    [Fact]
    public void Value_and_slope_are_those_of_one_element()
    {
        IRegressionLoss huber = new HuberLoss(delta: 0.5) { Reduction = Reduction.Sum }.AsRegressionLoss();
        Assert.Equal(0.5 * (2 - 0.25), huber.Loss(1, 3), 1e-6);
        Assert.Equal(-0.5f, huber.Derivative(1, 3));
        Assert.Equal(0.25f, huber.Derivative(3.25f, 3));

        // Labels of ML.NET are 0 and 1, its own losses read them by their sign.
        IClassificationLoss hinge = new HingeEmbeddingLoss(margin: 1).AsClassificationLoss();
        Assert.Equal((0.25, 1f), (hinge.Loss(0.25f, 1), hinge.Derivative(0.25f, 1)));
        Assert.Equal((0.75, -1f), (hinge.Loss(0.25f, 0), hinge.Derivative(0.25f, 0)));
        Assert.Equal((0.75, -1f), (hinge.Loss(0.25f, -1), hinge.Derivative(0.25f, -1)));
    }

    [Fact]
    public void A_call_allocates_nothing()
    {
        IRegressionLoss loss = new LogCoshLoss().AsRegressionLoss();
        float sum = 0;
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 12 && least > 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 1000; i++)
                sum += (float)loss.Loss(i, 3) + loss.Derivative(i, 3);
            least = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, least);
        Assert.True(sum > 0);
    }

    [Fact]
    public void Trainers_learn_by_them()
    {
        var context = new MLContext(seed: 1);
        var random = new Random(1);
        Sample[] samples = [.. Enumerable.Range(0, 600).Select(_ =>
        {
            float[] features = [(float)random.NextDouble() * 2 - 1, (float)random.NextDouble() * 2 - 1];
            float value = 2 * features[0] - features[1];
            return new Sample { Features = features, Label = value, Sign = value > 0 };
        })];
        IDataView data = context.Data.LoadFromEnumerable(samples);

        var regression = context.Regression.Trainers.OnlineGradientDescent(
            lossFunction: new HuberLoss().AsRegressionLoss(), learningRate: 0.1f, decreaseLearningRate: true, numberOfIterations: 20).Fit(data);
        Assert.True(context.Regression.Evaluate(regression.Transform(data)).RSquared > 0.98);

        var classification = context.BinaryClassification.Trainers.AveragedPerceptron(
            labelColumnName: nameof(Sample.Sign), lossFunction: new SignLoss().AsClassificationLoss(), numberOfIterations: 10).Fit(data);
        Assert.True(context.BinaryClassification.EvaluateNonCalibrated(classification.Transform(data), nameof(Sample.Sign)).Accuracy > 0.97);
    }

    private sealed class Sample
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public float Label { get; set; }

        public bool Sign { get; set; }
    }
}

/// <summary>A logistic loss whose labels are signs.</summary>
[Loss("log(1 + exp(-y*x))", Inputs = "x, y in {-1, 1}")]
public sealed partial class SignLoss;
