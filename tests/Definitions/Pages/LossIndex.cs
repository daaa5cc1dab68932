using System.Reflection;
using System.Text;
using LossGen.Definitions.Tests.Calls;

namespace LossGen.Definitions.Tests.Pages;

/// <summary>The index of the pages.</summary>
internal static class LossIndex
{
    public static string Write()
    {
        var text = new StringBuilder("""
            # The losses

            Every loss of `LossGen.Definitions`: its formula, what is computed for its value and gradients, its corners, options and
            divisor, an example. The pages are written by

                LOSSGEN_ACCEPT=1 dotnet test tests/Definitions -c Release --filter FullyQualifiedName~LossPageTests

            and the same test, without the variable, fails when they aren't what the code does. CTC is no formula and has a
            [page of its own](../../src/Runtime/Ctc/README.md).

            | loss | |
            | --- | --- |

            """);
        foreach (LossUnderTest loss in EveryLoss.All)
            text.Append($"| [{loss.Name}]({loss.Name}.md) | {new LossDocumentation(loss.Type).Summary} |\n");
        return text.ToString();
    }
}
