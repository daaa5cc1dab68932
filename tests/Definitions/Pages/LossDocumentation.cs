using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace LossGen.Definitions.Tests.Pages;

/// <summary>What the author of a loss wrote above it, from the file that the compiler makes of documentation comments.</summary>
internal sealed partial class LossDocumentation
{
    private static readonly Lazy<XDocument> s_file = new(() => XDocument.Load(Path.ChangeExtension(typeof(SoftMarginLoss).Assembly.Location, ".xml")));

    private readonly XElement _member;

    public LossDocumentation(Type loss) => _member = s_file.Value.Descendants("member")
        .Single(member => (string?)member.Attribute("name") == $"T:{loss.FullName}");

    public string Summary => Markdown(_member.Element("summary")!);

    public string Remarks => Markdown(_member.Element("remarks")!);

    public string Parameter(string name) => Markdown(_member.Elements("param").Single(param => (string?)param.Attribute("name") == name));

    private static string Markdown(XElement element)
        => WhiteSpace().Replace(string.Concat(element.Nodes().Select(Markdown)), " ").Trim();

    private static string Markdown(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => Reference((string)see.Attribute("cref")!),
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        _ => throw new NotSupportedException($"<{node}> in the documentation of a loss."),
    };

    // A loss has a page; of anything else the name is all there is to show.
    private static string Reference(string cref)
    {
        string name = cref[(cref.IndexOf("LossGen.", StringComparison.Ordinal) + "LossGen.".Length)..];
        return cref.StartsWith("T:", StringComparison.Ordinal) ? $"[{name}]({name}.md)" : $"`{name}`";
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
