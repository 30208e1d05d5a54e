using VfioActors.Conformance.Operations;

namespace VfioActors.Conformance.Recordings;

/// <summary>Takes an operation of the POWER platform from its line, with the defaults of the format.</summary>
internal static class SpaprOperationReader
{
    private const uint RegisterSize = 24;
    private const uint CreateSize = 40;
    private const uint RemoveSize = 16;
    private const uint DescribeSize = 32;

    private static readonly SortedDictionary<string, Func<LineFields, Operation>> Shapes = new(StringComparer.Ordinal)
    {
        ["reg"] = fields => Register(fields, ends: false),
        ["unreg"] = fields => Register(fields, ends: true),
        ["wcreate"] = fields => new SpaprOperation.CreateWindow(
            Container(fields), fields.Count("shift"), fields.Hex("size"), fields.Count("levels"), Flags(fields),
            Argsz(fields, CreateSize)),
        ["wremove"] = fields => new SpaprOperation.RemoveWindow(
            Container(fields), fields.Hex("start"), Flags(fields), Argsz(fields, RemoveSize)),
        ["sinfo"] = fields => new SpaprOperation.Describe(Container(fields), Argsz(fields, DescribeSize)),
        ["enable"] = fields => new SpaprOperation.Enable(Container(fields), On: true),
        ["disable"] = fields => new SpaprOperation.Enable(Container(fields), On: false),
    };

    /// <summary>The operations of type1 that such a recording has none of: there are no emulated devices.</summary>
    private static readonly SortedSet<string> Absent = new(StringComparer.Ordinal)
    {
        "pin", "unpin", "pinv", "unpinv", "rw", "policy", "xlate", "info", "dma_entry_limit", "disable_hugepages",
    };

    /// <summary>Whether the format has an operation that is not its own.</summary>
    public static bool Has(string name) => !Absent.Contains(name);

    /// <summary>Finds how an operation of its own is read.</summary>
    public static bool TryShape(string name, out Func<LineFields, Operation> shape)
    {
        var found = Shapes.TryGetValue(name, out var known);
        shape = known ?? (_ => throw new ArgumentOutOfRangeException(nameof(name)));
        return found;
    }

    private static SpaprOperation.Register Register(LineFields fields, bool ends)
    {
        UserAddress memory = fields.Has("vaddr")
            ? new(null, fields.Hex("vaddr"))
            : new(fields.Text("buf", "A"), fields.Hex("off", 0));
        return new(
            Container(fields), ends, memory, fields.Hex("size"), Flags(fields), Argsz(fields, RegisterSize));
    }

    private static string Container(LineFields fields) => fields.Text("c", "c0");

    private static uint Flags(LineFields fields) => (uint)(fields.Number("flags", 0) & uint.MaxValue);

    private static uint Argsz(LineFields fields, uint exact) => (uint)(fields.Number("argsz", exact) & uint.MaxValue);
}
