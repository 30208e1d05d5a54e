using System.Text.Json;

namespace VfioActors.Cli.Tests.Documents;

/// <summary>What <c>docs/json.md</c> says of one sort of document, and what was seen of it.</summary>
/// <param name="fields">The rows of its table.</param>
/// <param name="examples">Its examples.</param>
internal sealed class JsonSection(IReadOnlyList<JsonField> fields, IReadOnlyList<string> examples)
{
    private readonly Dictionary<string, JsonField> _fields = fields.ToDictionary(field => field.Path);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>Its examples: documents that are shortened.</summary>
    public IReadOnlyList<string> Examples => examples;

    /// <summary>What is on the page and was not seen: with a value, as null, and in a list that is not empty.</summary>
    public IEnumerable<string> Unseen => fields.SelectMany(Expected).Where(one => !_seen.Contains(one)).Order();

    /// <summary>What of a document the page does not say.</summary>
    /// <param name="document">The document.</param>
    /// <param name="isWhole">Whether nothing is left out of it.</param>
    public IReadOnlyList<string> Offences(JsonElement document, bool isWhole = true)
    {
        List<string> found = [];
        foreach (var one in document.ValueKind == JsonValueKind.Array ? document.EnumerateArray().ToArray() : [document])
        {
            Look(one, document.ValueKind == JsonValueKind.Array && _fields.ContainsKey("[].file") ? "[]." : "");
        }

        return [.. found.Distinct()];

        void Look(JsonElement of, string prefix)
        {
            foreach (var (name, value) in of.EnumerateObject().Select(one => (one.Name, one.Value)))
            {
                if (!_fields.TryGetValue(prefix + name, out var field)) { found.Add($"{prefix}{name} is not there"); }
                else if (!field.Fits(value)) { found.Add($"{prefix}{name} is no {field.Kind}: {value.GetRawText()}"); }
                else { Note(field, value); }
            }

            if (!isWhole) { return; }
            found.AddRange(
                from field in fields
                where field.Parent == prefix && !field.IsOptional
                    && !of.TryGetProperty(field.Path[prefix.Length..], out _)
                select $"{field.Path} is absent");
        }

        void Note(JsonField field, JsonElement value)
        {
            var isEmpty = value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0;
            if (isWhole && !isEmpty) { _seen.Add(Mark(field.Path, value.ValueKind == JsonValueKind.Null)); }
            if (value.ValueKind == JsonValueKind.Null) { return; }
            if (field.Kind == "object") { Look(value, $"{field.Path}."); }
            if (field.Kind != "objects") { return; }
            foreach (var one in value.EnumerateArray()) { Look(one, $"{field.Path}[]."); }
        }
    }

    private static IEnumerable<string> Expected(JsonField field) =>
        field.IsNullable ? [Mark(field.Path, isNull: false), Mark(field.Path, isNull: true)] : [Mark(field.Path, false)];

    private static string Mark(string path, bool isNull) => isNull ? $"{path} as null" : path;
}
