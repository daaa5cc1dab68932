using System.Text;
using LossGen.Generator.Binding;
using LossGen.Generator.Problems;
using LossGen.Testing;

namespace LossGen.Generator.Museum;

/// <summary>Every exhibit with what it earns: the formula, carets under the very characters, what is wrong, what would be right.</summary>
public sealed class MuseumTests
{
    [Fact]
    public void Every_wrong_formula_is_told_what_would_be_right()
    {
        var text = new StringBuilder();
        string room = "";
        foreach (Exhibit exhibit in Exhibits.All)
        {
            if (exhibit.Room != room)
                text.Append(room.Length == 0 ? "" : "\n").Append("# ").Append(room = exhibit.Room).Append('\n');
            text.Append('\n').Append(Show(exhibit));
        }

        Snapshot.Verify(text.ToString());
    }

    [Fact]
    public void Every_exhibit_is_wrong_and_told_so_in_few_words()
    {
        Assert.All(Exhibits.All, exhibit =>
        {
            IReadOnlyList<Problem> problems = Bound.Of(exhibit.Formula, exhibit.Inputs, exhibit.Parameters).Problems;
            Assert.InRange(problems.Count, 1, 3);
            Assert.All(problems, problem => Assert.InRange(problem.Message.Length, 20, 260));
        });
    }

    private static string Show(Exhibit exhibit)
    {
        var text = new StringBuilder();
        IReadOnlyList<Problem> problems = Bound.Of(exhibit.Formula, exhibit.Inputs, exhibit.Parameters).Problems;
        AppendPart(text, "", exhibit.Formula, problems.Where(problem => problem.Part != ProblemPart.Inputs));
        if (exhibit.Inputs is not null)
            AppendPart(text, "Inputs: ", exhibit.Inputs, problems.Where(problem => problem.Part == ProblemPart.Inputs));
        if (exhibit.Parameters.Length > 0)
            text.Append("(").Append(exhibit.Parameters).Append(")\n");
        foreach (Problem problem in problems)
            text.Append($"  {problem.Kind.Id} {(problem.IsError ? "" : problem.Kind.Severity + " ")}{problem.Message}\n");
        return text.ToString();
    }

    private static void AppendPart(StringBuilder text, string label, string part, IEnumerable<Problem> problems)
    {
        int start = 0;
        foreach (string line in part.Split('\n'))
        {
            text.Append(label).Append(line).Append('\n');
            char[] marks = new string(' ', label.Length + line.Length + 1).ToCharArray();
            foreach (Problem problem in problems)
                for (int i = problem.Range.Start; i < Math.Max(problem.Range.End, problem.Range.Start + 1); i++)
                    if (i >= start && i - start <= line.Length)
                        marks[label.Length + i - start] = '^';
            string carets = new string(marks).TrimEnd();
            text.Append(carets).Append(carets.Length == 0 ? "" : "\n");
            start += line.Length + 1;
        }
    }
}
