using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using VfioActors.Conformance.Outcomes;

namespace VfioActors.Conformance.Recordings;

/// <summary>Takes what came of an operation from its line.</summary>
internal static class OutcomeReader
{
    /// <summary>How often a page may be unpinned in a callback: as often as a recording could have pinned it.</summary>
    private const int UnpinsMax = 1 << 20;

    private static readonly FrozenDictionary<string, Func<LineFields, string, string>> Shapes =
        new Dictionary<string, Func<LineFields, string, string>>(StringComparer.Ordinal)
        {
            [Facts.Locked] = Number,
            [Facts.EventsTotal] = Number,
            [Facts.Warnings] = Number,
            [Facts.Unmapped] = Hex,
            [Facts.Bitmap] = (fields, name) => fields.Text(name),
            [Facts.Pages] = (fields, name) => Texts(fields, name),
            [Facts.Targets] = (fields, name) => Texts(fields, name),
            [Facts.Pins] = (fields, name) =>
                string.Join(' ', fields.List(name).Select(item => fields.NumberOf(name, item))),
            [Facts.Bytes] = (fields, name) =>
                string.Join(' ', fields.List(name).Select(run => Pair(fields, name, run))),
            [Facts.Fatal] = (fields, name) => fields.Text(name),
            [Facts.Caller] = (fields, name) => fields.Text(name),
            [Facts.Callbacks] = Number,
            [Facts.Reports] = Number,
            [Facts.FlagsOut] = Number,
            [Facts.ArgszOut] = Number,
            [Facts.PageSizes] = Hex,
            [Facts.CapabilityOffset] = Number,
            [Facts.Capabilities] = (fields, name) =>
                string.Join(' ', fields.List(name).Select(item => Capability(fields.Inner(item)))),
            [Facts.Available] = Available,
            [SpaprFacts.DefaultStart] = Hex,
            [SpaprFacts.DefaultSize] = Hex,
            [SpaprFacts.PageSizes] = Hex,
            [SpaprFacts.Windows] = Number,
        }.ToFrozenDictionary(StringComparer.Ordinal);

    public static Outcome Read(LineFields fields)
    {
        OutcomeBuilder outcome = new();
        if (!fields.Has(Facts.Fatal)) { Answer(fields, outcome); }
        // What one call is asked with another answers with.
        if (fields.Says("op", "wcreate") && fields.Has(SpaprFacts.Start))
        {
            outcome.Hex(SpaprFacts.Start, fields.Hex(SpaprFacts.Start));
        }

        if (fields.Says("op", "sinfo") && fields.Has(SpaprFacts.Levels))
        {
            outcome.Number(SpaprFacts.Levels, fields.Number(SpaprFacts.Levels));
        }

        for (var place = 0; fields.NameAt(place) is { } name;)
        {
            if (Shapes.TryGetValue(name, out var shape)) { outcome.Set(name, shape(fields, name)); }
            else if (name.StartsWith(Facts.LockedOf, StringComparison.Ordinal))
            {
                outcome.Number(name, fields.Number(name));
            }
            else { place++; }
        }

        if (fields.Has(Facts.Events))
        {
            foreach (var item in fields.List(Facts.Events)) { outcome.Event(Event(fields.Inner(item))); }
        }

        return outcome.Build();
    }

    private static void Answer(LineFields fields, OutcomeBuilder outcome)
    {
        var answer = fields.Need(Facts.Answer);
        outcome.Answer(answer.ValueKind == JsonValueKind.Null ? null : fields.NumberOf(Facts.Answer, answer));
        var error = fields.Need(Facts.Error);
        outcome.Set(Facts.Error, error.ValueKind == JsonValueKind.Null ? "null" : fields.TextOf(Facts.Error, error));
    }

    private static DriverEvent Event(LineFields fields)
    {
        var device = fields.Text("d");
        LeavingRange? range = fields.Text("cb") switch
        {
            "dma_unmap" => new(fields.Hex("iova"), fields.Hex("size")),
            "close" => null,
            var other => throw fields.Wrong($"the callback '{other}' is not known; dma_unmap and close are"),
        };
        List<Unpinning> unpins = [];
        if (fields.Has("unpins"))
        {
            unpins.AddRange(fields.List("unpins").Select(item => Unpin(fields, item)));
        }

        fields.Finish();
        return new(device, range, unpins);
    }

    private static Unpinning Unpin(LineFields fields, JsonElement item) =>
        fields.ListOf("unpins", item) is [var iova, var count]
            && fields.NumberOf("unpins", count) is >= 0 and <= UnpinsMax and var times
            ? new(fields.PageHexOf("unpins", iova), (int)times)
            : throw fields.Wrong($"an unpin is to be an IOVA and a count, 0 to {UnpinsMax}");

    private static string Number(LineFields fields, string name) =>
        fields.Number(name).ToString(CultureInfo.InvariantCulture);

    private static string Hex(LineFields fields, string name) => $"0x{fields.Hex(name):x}";

    private static string Texts(LineFields fields, string name) => string.Join(
        ' ', fields.List(name).Select(item => item.ValueKind == JsonValueKind.Null ? "-" : fields.TextOf(name, item)));

    private static string Pair(LineFields fields, string name, JsonElement run) =>
        fields.ListOf(name, run) is [var value, var length]
            ? $"{fields.NumberOf(name, value)}*{fields.NumberOf(name, length)}"
            : throw fields.Wrong($"'{name}' is to be a list of pairs");

    private static string Available(LineFields fields, string name)
    {
        var inner = fields.Inner(fields.Need(name));
        return string.Join(' ', inner.Names.ToList().Select(container => $"{container}:{inner.Number(container)}"));
    }

    private static string Capability(LineFields fields)
    {
        var text = fields.Number("id") switch
        {
            1 => "1:" + string.Join(',', fields.List("iova").Select(item => Range(fields, item))),
            2 => $"2:0x{fields.Hex("pgsize_bitmap"):x},{fields.Number("max_bitmap")}",
            3 => $"3:{fields.Number("avail")}",
            var other => throw fields.Wrong($"the capability {other} is not known; 1, 2 and 3 are"),
        };
        fields.Finish();
        return text;
    }

    private static string Range(LineFields fields, JsonElement item) =>
        fields.ListOf("iova", item) is [var first, var last]
            ? $"0x{fields.HexOf("iova", first):x}-0x{fields.HexOf("iova", last):x}"
            : throw fields.Wrong("a range is to be a first and a last IOVA");
}
