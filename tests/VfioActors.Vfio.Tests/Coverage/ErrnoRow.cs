using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Coverage;

/// <summary>An operation and an answer that a specification, or a recording of a kernel, gives it.</summary>
/// <param name="System">Which system.</param>
/// <param name="Operation">The operation.</param>
/// <param name="Error">The answer; none is success.</param>
/// <param name="Specification">Where the specification says so.</param>
/// <param name="Kernel">The function of the kernel that answers.</param>
/// <param name="Without">Why no call is answered so here; empty where one is.</param>
internal sealed record ErrnoRow(
    string System, string Operation, Errno Error, string Specification, string Kernel, string Without)
{
    /// <summary>The rows of errnos.tsv, in its order.</summary>
    internal static IReadOnlyList<ErrnoRow> All { get; } = [.. Lines().Skip(1).Select(Parse)];

    internal string Pair => PairOf(System, Operation, Error);

    internal static string PairOf(string system, string operation, Errno error) =>
        $"{system}: {operation}: {Text(error)}";

    internal static string Text(Errno error) => error == Errno.None ? "0" : error.ToString();

    private static string[] Lines()
    {
        var type = typeof(ErrnoRow);
        using var stream = type.Assembly.GetManifestResourceStream(type, "errnos.tsv")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
    }

    private static ErrnoRow Parse(string line)
    {
        var cells = line.Split('\t');
        Assert.Equal(6, cells.Length);
        var error = cells[2] == "0" ? Errno.None : Enum.Parse<Errno>(cells[2]);
        return new(cells[0], cells[1], error, cells[3], cells[4], cells[5]);
    }
}
