using System.Globalization;
using LossGen;
using Quickstart;
using Spectre.Console;

(Digits trainingImages, Digits testImages) = Digits.Load();

var crossEntropy = new CrossEntropyLoss();
var multiMargin = new MultiMarginLoss();
var oneVsEach = new OneVsEachLoss();
Explanation.Print(oneVsEach.GetType());

// A loss is called with scores, labels and the place for the gradient; it returns its value.
Training[] trainings =
[
    new(nameof(CrossEntropyLoss), (scores, labels, gradScores) => crossEntropy.Backward(scores, labels, gradScores)),
    new(nameof(MultiMarginLoss), (scores, labels, gradScores) => multiMargin.Backward(scores, labels, gradScores)),
    new(nameof(OneVsEachLoss), (scores, labels, gradScores) => oneVsEach.Backward(scores, labels, gradScores)),
];

AnsiConsole.Progress()
    .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
    .Start(progress =>
    {
        ProgressTask[] tasks = [.. trainings.Select(training => progress.AddTask(training.Name, maxValue: Training.Epochs))];
        foreach ((Training training, ProgressTask task) in trainings.Zip(tasks))
            training.Run(trainingImages, testImages, () => task.Increment(1));
    });

var table = new Table().AddColumn("loss").AddColumn("first epoch").AddColumn("last epoch").AddColumn("test accuracy");
foreach (Training training in trainings)
{
    table.AddRow(
        training.Name,
        training.Curve[0].ToString("F4", CultureInfo.InvariantCulture),
        training.Curve[^1].ToString("F4", CultureInfo.InvariantCulture),
        training.TestAccuracy.ToString("F3", CultureInfo.InvariantCulture));
}

AnsiConsole.Write(table);

string chart = Path.GetFullPath(args is [string path] ? path : Path.Combine("artifacts", "quickstart.svg"));
Directory.CreateDirectory(Path.GetDirectoryName(chart)!);
File.WriteAllText(chart, Chart.Draw(trainings));
Console.WriteLine($"training curves: {chart}");
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"test accuracy: {trainings[0].TestAccuracy:F3}"));
