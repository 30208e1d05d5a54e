using System.Text.Encodings.Web;
using System.Text.Json;

namespace VfioActors.Cli.Outputs;

/// <summary>JSON for programs: names in lowerCamelCase, each document on one line.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes a document and ends its line.</summary>
    public static void Write<T>(TextWriter output, T document)
    {
        output.Write(JsonSerializer.Serialize(document, Options));
        output.Write('\n');
        output.Flush();
    }
}
