using System.Text.Json;

namespace VfioActors.Tracing;

/// <summary>Writes the objects of a trace, their keys always in the same order.</summary>
internal static class TraceJson
{
    /// <summary>Writes the header.</summary>
    public static void Write(Utf8JsonWriter json, TraceHeader header)
    {
        json.WriteStartObject();
        json.WriteNumber("vtrace"u8, header.FormatVersion);
        json.WriteString("product"u8, header.Product);
        json.WriteString("scenario"u8, header.Scenario);
        json.WriteStartObject("parameters"u8);
        foreach (var (name, value) in header.Parameters) { json.WriteString(name, value); }
        json.WriteEndObject();
        Write(json, "defects", header.Defects);
        json.WriteString("delivery"u8, header.Delivery);
        if (header.Losses > 0) { json.WriteNumber("losses"u8, header.Losses); }
        if (header.Repeats > 0) { json.WriteNumber("repeats"u8, header.Repeats); }
        if (header.AsksAll) { json.WriteString("asks"u8, HeaderReader.AskAll); }
        json.WriteString("strategy"u8, header.Strategy);
        json.WriteNumber("seed"u8, header.Seed);
        json.WriteStartArray("operations"u8);
        foreach (var operation in header.Operations) { Write(json, operation); }
        json.WriteEndArray();
        if (header.Dropped.Count > 0)
        {
            json.WriteStartArray("dropped"u8);
            foreach (var id in header.Dropped) { json.WriteNumberValue(id); }
            json.WriteEndArray();
        }

        if (header.IsRecording) { json.WriteString("body"u8, HeaderReader.Receipts); }
        if (header.Violation is { } violation) { Write(json, violation); }
        json.WriteEndObject();
    }

    /// <summary>Writes a step. Fields and notes are left out when there are none.</summary>
    public static void Write(Utf8JsonWriter json, TraceStep step)
    {
        json.WriteStartObject();
        json.WriteNumber("step"u8, step.Number);
        json.WriteString("to"u8, step.To);
        json.WriteString("from"u8, step.From);
        json.WriteString("message"u8, step.Message);
        if (step.Fields.Count > 0) { Write(json, step.Fields); }
        json.WriteNumber("cause"u8, step.Cause);
        json.WriteNumber("operation"u8, step.Operation);
        if (step.Fate is { } fate) { json.WriteString("fate"u8, fate); }
        json.WriteString("fingerprint"u8, Behaviors.Values.Fingerprint.Text(step.Fingerprint));
        if (step.Notes.Count > 0) { Write(json, step.Notes); }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<TraceField> fields)
    {
        json.WriteStartObject("fields"u8);
        foreach (var (name, value) in fields)
        {
            if (value.IsText) { json.WriteString(name, value.Text); }
            else { json.WriteNumber(name, value.Number); }
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<TraceNote> notes)
    {
        json.WriteStartArray("notes"u8);
        foreach (var (text, operation) in notes)
        {
            if (operation is not { } other)
            {
                json.WriteStringValue(text);
                continue;
            }

            json.WriteStartObject();
            json.WriteNumber("operation"u8, other);
            json.WriteString("text"u8, text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, TraceOperation operation)
    {
        json.WriteStartObject();
        json.WriteNumber("id"u8, operation.Id);
        json.WriteString("client"u8, operation.Client);
        json.WriteString("text"u8, operation.Text);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TraceViolation violation)
    {
        json.WriteStartObject("violation"u8);
        json.WriteString("property"u8, violation.Property);
        json.WriteString("claim"u8, violation.Claim);
        json.WriteString("refutation"u8, violation.Refutation);
        json.WriteNumber("step"u8, violation.Step);
        Write(json, "defects", violation.Defects);
        if (violation.Race is { } race)
        {
            json.WriteStartObject("race"u8);
            json.WriteNumber("first"u8, race.First);
            json.WriteNumber("second"u8, race.Second);
            json.WriteEndObject();
        }

        if (violation.Doomed is { } doomed) { json.WriteNumber("doomed"u8, doomed); }
        json.WriteString("why"u8, violation.Why);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string key, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(key);
        foreach (var text in texts) { json.WriteStringValue(text); }
        json.WriteEndArray();
    }
}
