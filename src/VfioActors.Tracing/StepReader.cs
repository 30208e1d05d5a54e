using System.Globalization;

namespace VfioActors.Tracing;

/// <summary>Reads the lines after the first.</summary>
/// <param name="header">The header, which lists the operations.</param>
internal sealed class StepReader(TraceHeader header)
{
    private const int FingerprintDigits = 16;
    private const int MostFields = 64;

    private static readonly JsonKeys NoteKeys = new(["operation", "text"], []);
    private static readonly JsonKeys Keys = new(
        ["step", "to", "from", "message", "cause", "operation", "fingerprint"], ["fields", "fate", "notes"]);

    private readonly HashSet<int> _operations = [.. header.Operations.Select(operation => operation.Id)];

    /// <summary>Reads a step, or refuses it.</summary>
    /// <param name="line">Its line.</param>
    /// <param name="expected">The number that it must have.</param>
    public TraceStep Read(ref JsonLine line, int expected)
    {
        var (to, from, message, fingerprint) = ("", "", "", 0UL);
        var (cause, operation) = (TraceStep.Start, TraceStep.NoOperation);
        string? fate = null;
        IReadOnlyList<TraceField> fields = [];
        IReadOnlyList<TraceNote> notes = [];
        var at = new JsonCursor();
        line.OpenLine();
        while (line.TryNextKey(Keys, ref at))
        {
            switch (at.Key)
            {
                case "step": CheckNumber(ref line, expected); break;
                case "to": to = Name(ref line, at.Key); break;
                case "from": from = Name(ref line, at.Key); break;
                case "message": message = Name(ref line, at.Key); break;
                case "fields": fields = Fields(ref line); break;
                case "cause": cause = (int)line.Number(at.Key, TraceStep.Start, expected - 1); break;
                case "operation": operation = Operation(ref line); break;
                case "fate": fate = Fate(ref line); break;
                case "fingerprint": fingerprint = Fingerprint(ref line); break;
                default: notes = Notes(ref line); break;
            }
        }

        line.CloseLine();
        return new()
        {
            Number = expected,
            To = to,
            From = from,
            Message = message,
            Fields = fields,
            Cause = cause,
            Operation = operation,
            Fate = fate,
            Fingerprint = fingerprint,
            Notes = notes,
        };
    }

    private static string Name(ref JsonLine line, string key)
    {
        var name = line.Text(key);
        return name.Length > 0 ? name : throw line.Refused($"a name as \"{key}\"", "an empty one");
    }

    private List<TraceNote> Notes(ref JsonLine line)
    {
        var notes = new List<TraceNote>();
        line.OpenArray("notes");
        while (line.TryNextElement()) { notes.Add(line.IsAtObject ? Note(ref line) : line.ElementText("notes")); }
        return notes;
    }

    private TraceNote Note(ref JsonLine line)
    {
        var (text, operation) = ("", TraceStep.NoOperation);
        var at = new JsonCursor();
        while (line.TryNextKey(NoteKeys, ref at))
        {
            if (at.Key == "operation") { operation = Operation(ref line); }
            else { text = line.Text("text"); }
        }

        return new(text, operation);
    }

    private static void CheckNumber(ref JsonLine line, int expected)
    {
        var number = line.Number("step");
        if (number != expected) { throw line.Refused($"step {expected}", $"{number}"); }
    }

    private int Operation(ref JsonLine line)
    {
        var id = line.Number("operation", 0, int.MaxValue);
        return id == TraceStep.NoOperation || _operations.Contains((int)id) ? (int)id
            : throw line.Refused("an operation of the header, or 0", $"{id}");
    }

    private static string Fate(ref JsonLine line)
    {
        var text = line.Text("fate");
        return text is TraceStep.Lost or TraceStep.Repeated ? text
            : throw line.Refused($"fate {TraceStep.Lost} or {TraceStep.Repeated}", JsonLine.Quoted(text));
    }

    private static ulong Fingerprint(ref JsonLine line)
    {
        var text = line.Text("fingerprint");
        return text.Length == FingerprintDigits && text.All(char.IsAsciiHexDigitLower)
            ? ulong.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : throw line.Refused("16 lower-case hex digits as \"fingerprint\"", JsonLine.Quoted(text));
    }

    private static TraceField[] Fields(ref JsonLine line)
    {
        var fields = new List<TraceField>();
        line.OpenObject("fields");
        while (line.TryNextName(out var name))
        {
            if (fields.Count == MostFields) { throw line.Refused($"at most {MostFields} fields", "more"); }
            if (fields.Exists(one => one.Name == name))
            {
                throw line.Refused("each field once", $"{JsonLine.Quoted(name)} twice");
            }

            fields.Add(new(name, line.Value(name)));
        }

        return [.. fields];
    }
}
