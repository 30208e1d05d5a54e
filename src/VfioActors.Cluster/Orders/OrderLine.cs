using System.Text.Json;
using System.Text.Json.Serialization;

namespace VfioActors.Cluster.Orders;

/// <summary>Orders and answers as lines.</summary>
internal static class OrderLine
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    internal static string Of<T>(T said) => JsonSerializer.Serialize(said, Options);

    /// <exception cref="JsonException">It is no such line.</exception>
    internal static T Read<T>(string line) =>
        JsonSerializer.Deserialize<T>(line, Options) ?? throw new JsonException("nothing was said");
}
