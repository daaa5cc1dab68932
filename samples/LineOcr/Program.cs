using System.Diagnostics;
using System.Globalization;
using LineOcr;
using LossGen;
using Spectre.Console;

const int Steps = 1400;
const int TestLines = 500;
const double MostErrors = 0.05;

var clock = Stopwatch.StartNew();
int seed = args is [string number] ? int.Parse(number, CultureInfo.InvariantCulture) : 1;
var random = new Random(seed);
(Lines trainingLines, Lines testLines) = Lines.Load();
var codec = new LabelCodec("0123456789");
var network = new Network(codec.C, random);
var training = new Training(network, trainingLines, codec, Steps, random);

AnsiConsole.Progress()
    .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
    .Start(progress =>
    {
        ProgressTask task = progress.AddTask("training", maxValue: Steps);
        while (!task.IsFinished)
        {
            double loss = training.Step();
            task.Description = string.Create(CultureInfo.InvariantCulture, $"loss per digit {loss:f3}");
            task.Increment(1);
        }
    });

var reader = new Reader(network, codec);
Line[] lines = [.. Enumerable.Range(0, TestLines).Select(_ => testLines.Draw(random))];
(string Greedy, string Beam)[] readings = [.. lines.Select(reader.Read)];
double greedy = EditDistance.CharacterErrorRate(readings.Zip(lines, (reading, line) => (reading.Greedy, line.Text)));
double beam = EditDistance.CharacterErrorRate(readings.Zip(lines, (reading, line) => (reading.Beam, line.Text)));

string picture = Path.GetFullPath(Path.Combine("artifacts", "line-ocr.svg"));
Directory.CreateDirectory(Path.GetDirectoryName(picture)!);
File.WriteAllText(picture, AlignmentPicture.Draw(lines[0], reader.Align(lines[0]), codec));
Console.WriteLine($"a line with the frames of its digits: {picture}");

FormattableString result = $"character error rate on {TestLines} lines by writers not seen: {greedy:p2} greedy, {beam:p2} by beam search, after {clock.Elapsed.TotalSeconds:f0} s";
Console.WriteLine(result.ToString(CultureInfo.InvariantCulture));
return beam <= MostErrors ? 0 : 1;
