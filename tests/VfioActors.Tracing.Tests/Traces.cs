using System.Text;
using VfioActors.Tracing.Files;

namespace VfioActors.Tracing.Tests;

/// <summary>Traces that people can follow, and the ways to and from bytes.</summary>
internal static class Traces
{
    /// <summary>The reviewer's question: could the last detach run against a new attach?</summary>
    public static Trace LastDetachAgainstNewAttach { get; } = new(
        new TraceHeader
        {
            Product = "0.1.0",
            Scenario = "aux-attach-detach",
            Parameters = [new("domains", "1"), new("devices", "2")],
            Defects = ["AUX-04", "AUX-03"],
            Delivery = "causal",
            Strategy = "dpor",
            Seed = 42,
            Operations = [new(2, "client0", "DETACH(D, dev0)"), new(3, "client1", "ATTACH(D, dev1)")],
            Dropped = [1],
            Violation = new()
            {
                Property = "EntryPresentWhileUsers",
                Claim = "A device has an entry for the default pasid of a domain as long as it has users there.",
                Refutation = "dev1 uses D, and D has no default pasid",
                Step = 6,
                Defects = ["AUX-04", "AUX-03"],
                Race = new(1, 3),
                Doomed = 3,
                Why = "ATTACH read defaultPasid before the last DETACH freed it, and did not look again.",
            },
        },
        [
            Step(0, "client0>domain0", "AuxDomain.Detach", 2, ("device", 0)).After(-1),
            Step(1, "client1>domain0", "AuxDomain.Attach", 3, ("device", 1)).After(-1, "reads defaultPasid=5"),
            Step(2, "domain0>unit0", "IommuUnit.TakeLock", 2).After(0, "auxRef 1->0"),
            Step(3, "domain0>allocator", "PasidAllocator.Free", 2, ("pasid", 5)).After(2, "frees pasid 5"),
            Step(4, "domain0>unit0", "IommuUnit.Clear", 2, ("device", 0), ("pasid", 5)).After(2, "clears dev0[5]"),
            Step(5, "domain0>unit0", "IommuUnit.TakeLock", 3).After(1, "waits for the lock, and gets it"),
            Step(6, "domain0>unit0", "IommuUnit.Set", 3, ("pasid", 5)).After(5, "writes dev1[5]=D", "auxRef 0->1"),
        ]);

    public static TraceHeader Header { get; } = new()
    {
        Product = "0.1.0",
        Scenario = "toy",
        Delivery = "pair",
        Strategy = "dfs",
        Seed = 7,
        Operations = [new(1, "client0", "GO")],
    };

    /// <param name="path">Sender and receiver, such as <c>client0>domain0</c>.</param>
    public static TraceStep Step(
        int number, string path, string message, int operation, params (string Name, int Value)[] fields) => new()
        {
            Number = number,
            To = path.Split('>')[1],
            From = path.Split('>')[0],
            Message = message,
            Fields = [.. fields.Select(one => new TraceField(one.Name, TraceValue.Of(one.Value)))],
            Operation = operation,
            Fingerprint = 0x0123456789abcdef + (ulong)number,
        };

    public static TraceStep After(this TraceStep step, int cause, params string[] notes) =>
        step with { Cause = cause, Notes = [.. notes.Select(TraceNote.FromString)] };

    public static byte[] Bytes(this Trace trace, string name = "run.vtrace")
    {
        using var stream = new MemoryStream();
        TraceWriter.Write(stream, name, trace);
        return stream.ToArray();
    }

    public static string Text(this Trace trace) => Encoding.UTF8.GetString(trace.Bytes());

    public static Trace Read(byte[] bytes, string name = "run.vtrace", TraceLimits? limits = null)
    {
        using var stream = new MemoryStream(bytes);
        return TraceReader.Read(stream, name, limits);
    }

    public static Trace Read(string text, TraceLimits? limits = null) =>
        Read(Encoding.UTF8.GetBytes(text), limits: limits);

    public static TracePrefix ReadPrefix(byte[] bytes, string name = "run.vtrace")
    {
        using var stream = new MemoryStream(bytes);
        return TraceReader.ReadPrefix(stream, name);
    }
}
