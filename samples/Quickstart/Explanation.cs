using System.Reflection;
using System.Xml.Linq;
using LossGen;
using Spectre.Console;

namespace Quickstart;

/// <summary>
/// Shows a loss as declared and as compiled. What was compiled stands in the documentation comment of the generated part,
/// which an editor shows on a hover and the compiler puts into the XML file beside the program.
/// </summary>
internal static class Explanation
{
    internal static void Print(Type loss)
    {
        string formula = loss.GetCustomAttribute<LossAttribute>()!.Formula;
        AnsiConsole.MarkupLineInterpolated($"[bold]{loss.Name}[/]  {formula}");

        string file = Path.Combine(AppContext.BaseDirectory, $"{loss.Assembly.GetName().Name}.xml");
        XElement remarks = XDocument.Load(file).Descendants("member")
            .Single(member => (string?)member.Attribute("name") == $"T:{loss.FullName}")
            .Element("remarks")!;
        foreach (XElement part in remarks.Elements())
            AnsiConsole.MarkupLineInterpolated(part.Name == "code" ? $"    {part.Value.Trim()}" : (FormattableString)$"  [grey]{part.Value.Trim()}[/]");
        AnsiConsole.WriteLine();
    }
}
