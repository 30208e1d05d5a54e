using System.Globalization;
using VfioActors.Behaviors;

namespace VfioActors.Exploration.Protocols;

/// <summary>Messages of a <see cref="Model"/> as the notes of a ladder write them.</summary>
internal static class ModelText
{
    /// <summary>The message with its fields, such as <c>Write(1)</c>; its name alone when it has none.</summary>
    internal static string Of(Envelope envelope)
    {
        var fields = string.Join(", ", envelope.Kind.FieldsOf(envelope)
            .Select(field => Convert.ToString(field.Value, CultureInfo.InvariantCulture)));
        return fields.Length == 0 ? envelope.Kind.ShortName : $"{envelope.Kind.ShortName}({fields})";
    }
}
