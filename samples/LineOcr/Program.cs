using System.Diagnostics;
using LineOcr;
using LossGen;

const int Steps = 2400;
const int BatchSize = 32;
const int TestLines = 300;

var clock = Stopwatch.StartNew();
(Lines training, Lines test) = Lines.Load();
var random = new Random(1);
var codec = new LabelCodec("0123456789");
var network = new Network(codec.C, random);
for (int step = 1; step <= Steps; step++)
{
    Line[] batch = [.. Enumerable.Range(0, BatchSize).Select(_ => training.Draw(random))];
    float rate = 0.003f * (1 - (float)(step - 1) / Steps);
    double loss = network.Train(batch, codec, rate);
    if (step % 200 == 0)
        Console.WriteLine($"step {step,5}  loss per digit {loss:f3}  {clock.Elapsed.TotalSeconds:f0} s");
}

var search = new CtcBeamSearch(width: 8);
List<(string Recognised, string Truth)> greedy = [];
List<(string Recognised, string Truth)> beam = [];
Line? picture = null;
for (int n = 0; n < TestLines; n++)
{
    Line line = test.Draw(random);
    picture ??= line;
    float[] logProbs = LogSoftmax(network.Read(line), codec.C);
    greedy.Add((codec.Decode(CtcGreedyDecoder.Decode(logProbs, codec.C)), line.Text));
    beam.Add((codec.Decode([.. search.Decode(logProbs, codec.C)[0].Labels]), line.Text));
}

Console.WriteLine($"{TestLines} lines by writers not seen: CER {EditDistance.CharacterErrorRate(greedy):p2} greedy, {EditDistance.CharacterErrorRate(beam):p2} by beam search; {clock.Elapsed.TotalSeconds:f0} s");

float[] scores = LogSoftmax(network.Read(picture!), codec.C);
CtcAlignment alignment = CtcAlignment.Align(scores, codec.Encode(picture!.Text), codec.C)!;
File.WriteAllText("alignment.svg", AlignmentPicture.Draw(picture, alignment, codec));
Console.WriteLine($"alignment.svg shows {picture.Text}");
return EditDistance.CharacterErrorRate(beam) <= 0.05 ? 0 : 1;

static float[] LogSoftmax(float[] logits, int classes)
{
    float[] result = new float[logits.Length];
    for (int start = 0; start < logits.Length; start += classes)
    {
        ReadOnlySpan<float> frame = logits.AsSpan(start, classes);
        float largest = float.NegativeInfinity;
        foreach (float logit in frame)
            largest = Math.Max(largest, logit);
        float sum = 0;
        foreach (float logit in frame)
            sum += MathF.Exp(logit - largest);
        for (int c = 0; c < classes; c++)
            result[start + c] = frame[c] - largest - MathF.Log(sum);
    }

    return result;
}
