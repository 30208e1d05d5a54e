using System.Text.Json;
using VfioActors.Cli.Terminals;

namespace VfioActors.Cli.Reports;

/// <summary>Failures as SARIF 2.1.0, which code hosts show beside the lines of a file.</summary>
internal static class SarifReport
{
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";
    private static readonly JsonSerializerOptions Form = new() { WriteIndented = true };

    /// <summary>Writes the document.</summary>
    public static void Write(TextWriter output, IEnumerable<SarifResult> results)
    {
        var all = results.ToList();
        var rules = all.DistinctBy(one => one.Rule).Select(one => new
        {
            id = one.Rule,
            shortDescription = new { text = one.Claim },
        });
        SortedDictionary<string, object> document = new(StringComparer.Ordinal)
        {
            ["$schema"] = Schema,
            ["version"] = "2.1.0",
            ["runs"] = new[]
            {
                new
                {
                    tool = new { driver = new { name = Product.Name, version = Product.Version, rules } },
                    results = all.Select(Result),
                },
            },
        };
        output.WriteLine(JsonSerializer.Serialize(document, Form));
    }

    private static object Result(SarifResult one) => new
    {
        ruleId = one.Rule,
        level = "error",
        message = new { text = one.Message },
        locations = new[]
        {
            new
            {
                physicalLocation = new
                {
                    artifactLocation = new { uri = one.File.Replace('\\', '/') },
                    region = new { startLine = one.Line },
                },
            },
        },
    };
}
