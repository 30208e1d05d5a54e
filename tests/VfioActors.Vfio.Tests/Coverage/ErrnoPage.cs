using System.Globalization;
using System.Text;

namespace VfioActors.Vfio.Tests.Coverage;

/// <summary>Writes the table of operations and answers as a page.</summary>
internal static class ErrnoPage
{
    private static readonly (string System, string Specification, string Title)[] Titles =
    [
        ("aux", "aux-domain.md", "Auxiliary domains"), ("type1", "type1.md", "Type1 containers and groups"),
        ("dma-rw", "dma-rw.md", "CPU access by IOVA"), ("spapr", "spapr-memory.md", "sPAPR containers"),
        ("fault", "fault-region.md", "Fault regions and fault queues"),
        ("living", "living-defects.md", "Races of 2023 to 2026"),
    ];

    internal static string Of(IReadOnlyList<ErrnoRow> rows, IReadOnlyList<Witness> witnesses)
    {
        StringBuilder page = new();
        var without = rows.Count(row => row.Without.Length > 0);
        page.Append(CultureInfo.InvariantCulture, $"""
            # Operations and their answers

            Every operation of every system with every error number that its specification gives it, and a call that is
            answered so. {rows.Count} pairs: {rows.Count - without} have a witness, {without} have none and say why.

            The table is `tests/VfioActors.Vfio.Tests/Coverage/errnos.tsv`, the calls are `ErrnoWitnesses` in the folder
            of each system there. Tests make every call, fail when a pair has neither a witness nor a reason, and throw
            random calls at the behaviours: what they answer has to be in the table. The page is generated; do not edit it:

            ```console
            VFIOACTORS_ERRNOS=1 dotnet test -c Release tests/VfioActors.Vfio.Tests --filter ErrnoCoverageTests
            ```

            *recorded* is an operation of which no specification speaks: recordings of real kernels hold it. An operation
            that finds the queue of an actor full is answered EAGAIN, where a kernel would let its caller sleep; no
            specification has that, nor has this table.

            """);
        foreach (var (system, specification, title) in Titles)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\nOf {specification}.\n\n");
            page.Append("| operation | specification | kernel | answer | when |\n|---|---|---|---|---|\n");
            var last = "";
            foreach (var row in rows.Where(row => row.System == system))
            {
                var what = row.Operation == last
                    ? "| | | "
                    : $"| {row.Operation} | {row.Specification} | {row.Kernel} ";
                page.Append(what);
                page.Append(CultureInfo.InvariantCulture, $"| {ErrnoRow.Text(row.Error)} | {When(row, witnesses)} |\n");
                last = row.Operation;
            }
        }

        return page.ToString();
    }

    private static string When(ErrnoRow row, IEnumerable<Witness> witnesses) => row.Without.Length > 0
        ? $"*no witness:* {row.Without}"
        : string.Join("; ", witnesses.Where(witness => witness.Pair == row.Pair).Select(witness => witness.When));
}
