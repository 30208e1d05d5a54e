namespace VfioActors.Tracing;

/// <summary>Reads the first line of a trace.</summary>
internal static class HeaderReader
{
    private static readonly JsonKeys Keys = new(
        ["vtrace", "product", "scenario", "parameters", "defects", "delivery", "strategy", "seed", "operations"],
        ["losses", "repeats", "asks", "dropped", "body", "violation"]);

    /// <summary>The body of a recording; that of a trace goes without saying.</summary>
    public const string Receipts = "receipts";

    /// <summary>Whom the host is asked by: all who may refuse. That only some do goes without saying.</summary>
    public const string AskAll = "all";

    /// <summary>How many messages a bag may lose, or repeat, in one run.</summary>
    private const int FaultsMax = 1_000;

    private static readonly JsonKeys OperationKeys = new(["id", "client", "text"], []);

    /// <summary>Reads the header, or refuses it.</summary>
    public static TraceHeader Read(ref JsonLine line)
    {
        var header = new TraceHeader { Product = "", Scenario = "", Delivery = "", Strategy = "", Seed = 0 };
        var at = new JsonCursor();
        line.OpenLine();
        while (line.TryNextKey(Keys, ref at))
        {
            header = With(header, at.Key, ref line);
        }

        line.CloseLine();
        return Checked(header, ref line);
    }

    private static TraceHeader With(TraceHeader header, string key, ref JsonLine line) => key switch
    {
        "vtrace" => header with { FormatVersion = Format(ref line) },
        "product" => header with { Product = line.Text(key) },
        "scenario" => header with { Scenario = line.Text(key) },
        "parameters" => header with { Parameters = Parameters(ref line) },
        "defects" => header with { Defects = Texts(key, ref line) },
        "delivery" => header with { Delivery = Delivery(ref line) },
        "losses" => header with { Losses = (int)line.Number(key, 0, FaultsMax) },
        "repeats" => header with { Repeats = (int)line.Number(key, 0, FaultsMax) },
        "asks" => header with { AsksAll = AsksAll(ref line) },
        "strategy" => header with { Strategy = line.Text(key) },
        "seed" => header with { Seed = line.Number(key) },
        "operations" => header with { Operations = Operations(ref line) },
        "dropped" => header with { Dropped = Dropped(ref line) },
        "body" => header with { IsRecording = IsRecording(ref line) },
        _ => header with { Violation = ViolationReader.Read(ref line) },
    };

    private static int Format(ref JsonLine line)
    {
        var format = line.Number("vtrace");
        return format == Trace.CurrentFormat ? Trace.CurrentFormat
            : throw line.Refused($"format {Trace.CurrentFormat}", $"format {format}");
    }

    private static bool IsRecording(ref JsonLine line)
    {
        var body = line.Text("body");
        return body == Receipts ? true : throw line.Refused($"body {Receipts}", JsonLine.Quoted(body));
    }

    private static bool AsksAll(ref JsonLine line)
    {
        var asks = line.Text("asks");
        return asks == AskAll ? true : throw line.Refused($"asks {AskAll}", JsonLine.Quoted(asks));
    }

    private static string Delivery(ref JsonLine line)
    {
        var delivery = line.Text("delivery");
        return TraceHeader.Deliveries.Contains(delivery) ? delivery
            : throw line.Refused("delivery " + string.Join(" or ", TraceHeader.Deliveries), JsonLine.Quoted(delivery));
    }

    private static List<KeyValuePair<string, string>> Parameters(ref JsonLine line)
    {
        var parameters = new List<KeyValuePair<string, string>>();
        line.OpenObject("parameters");
        while (line.TryNextName(out var name)) { parameters.Add(new(name, line.Text("parameters"))); }
        return parameters;
    }

    /// <summary>Reads an array of texts.</summary>
    public static List<string> Texts(string key, ref JsonLine line)
    {
        var texts = new List<string>();
        line.OpenArray(key);
        while (line.TryNextElement()) { texts.Add(line.ElementText(key)); }
        return texts;
    }

    private static List<int> Dropped(ref JsonLine line)
    {
        var ids = new List<int>();
        line.OpenArray("dropped");
        while (line.TryNextElement()) { ids.Add((int)line.ElementNumber("dropped", 1, int.MaxValue)); }
        return ids;
    }

    private static List<TraceOperation> Operations(ref JsonLine line)
    {
        var operations = new List<TraceOperation>();
        line.OpenArray("operations");
        while (line.TryNextElement()) { operations.Add(Operation(ref line)); }
        return operations;
    }

    private static TraceOperation Operation(ref JsonLine line)
    {
        var (id, client, text) = (0, "", "");
        var at = new JsonCursor();
        line.OpenElement("operations");
        while (line.TryNextKey(OperationKeys, ref at))
        {
            switch (at.Key)
            {
                case "id": id = (int)line.Number("id", 1, int.MaxValue); break;
                case "client": client = line.Text("client"); break;
                default: text = line.Text("text"); break;
            }
        }

        return new(id, client, text);
    }

    private static TraceHeader Checked(TraceHeader header, ref JsonLine line)
    {
        for (var at = 1; at < header.Parameters.Count; at++)
        {
            var name = header.Parameters[at].Key;
            if (name == header.Parameters[at - 1].Key)
            {
                throw line.Refused("each parameter once", $"{JsonLine.Quoted(name)} twice");
            }
        }

        for (var at = 1; at < header.Operations.Count; at++)
        {
            var id = header.Operations[at].Id;
            if (id == header.Operations[at - 1].Id) { throw line.Refused("each operation once", $"{id} twice"); }
        }

        return header;
    }
}
