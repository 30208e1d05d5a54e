using System.Text.Json;

namespace VfioActors.Cli.Tests.Documents;

/// <summary>A field of a document, as <c>docs/json.md</c> has it.</summary>
/// <param name="Path">Its name, behind those of what it is in.</param>
/// <param name="Kind">What its value is.</param>
/// <param name="IsNullable">Whether it may be null.</param>
/// <param name="IsOptional">Whether it may be absent.</param>
internal sealed record JsonField(string Path, string Kind, bool IsNullable, bool IsOptional)
{
    private const string Optional = ", may be absent";
    private const string Nullable = " or null";
    private const string Map = "map of ";

    /// <summary>What it is in: empty for the document itself.</summary>
    public string Parent => Path.Contains('.', StringComparison.Ordinal) ? Path[..(Path.LastIndexOf('.') + 1)] : "";

    /// <summary>Reads a row of a table.</summary>
    /// <param name="path">Its first column.</param>
    /// <param name="type">Its second.</param>
    public static JsonField Of(string path, string type)
    {
        var isOptional = type.EndsWith(Optional, StringComparison.Ordinal);
        var present = isOptional ? type[..^Optional.Length] : type;
        var isNullable = present.EndsWith(Nullable, StringComparison.Ordinal);
        return new(path, isNullable ? present[..^Nullable.Length] : present, isNullable, isOptional);
    }

    /// <summary>Whether a value is what the page says.</summary>
    public bool Fits(JsonElement value) => value.ValueKind == JsonValueKind.Null ? IsNullable : Fits(Kind, value);

    private static bool Fits(string kind, JsonElement value) => kind switch
    {
        "any" => true,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "object" => value.ValueKind == JsonValueKind.Object,
        "strings" or "integers" or "numbers" or "objects" =>
            value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(one => Fits(kind[..^1], one)),
        _ => value.ValueKind == JsonValueKind.Object && value.EnumerateObject().All(one => Fits(Inner(kind), one.Value)),
    };

    private static string Inner(string kind)
    {
        Assert.StartsWith(Map, kind, StringComparison.Ordinal);
        var inner = kind[Map.Length..];
        return inner == "any" ? inner : inner[..^1];
    }
}
