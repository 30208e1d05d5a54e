using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VfioActors.Cli.Outputs;

/// <summary>JSON for programs: names in lowerCamelCase, each document on one line.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A document as an object, to which names can be added that are known only when it is written.</summary>
    public static JsonObject ObjectOf<T>(T document) =>
        JsonSerializer.SerializeToNode(document, Options)!.AsObject();

    /// <summary>Writes a document and ends its line.</summary>
    public static void Write<T>(TextWriter output, T document)
    {
        output.Write(JsonSerializer.Serialize(document, Options));
        output.Write('\n');
        output.Flush();
    }
}
