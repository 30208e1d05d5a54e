using System.Text.Json;
using VfioActors.Conformance.Spapr;

namespace VfioActors.Conformance.Recordings;

/// <summary>Reads the first line of a recording.</summary>
internal static class KernelHeaderReader
{
    private const string Format = "vfio-type1-trace/1";
    private const long PageSize = 4096;

    public static RecordingHeader Read(LineFields fields)
    {
        var format = fields.Text("format");
        var isSpapr = format == SpaprHeaderReader.Format;
        if (!isSpapr && format != Format)
        {
            throw fields.Wrong(
                $"the format is '{format}', and '{Format}' and '{SpaprHeaderReader.Format}' are accepted");
        }
        if (fields.Number("page_size") != PageSize) { throw fields.Wrong($"'page_size' is to be {PageSize}"); }
        if (isSpapr) { return SpaprHeaderReader.Read(fields); }

        ReadInitial(fields.Inner(fields.Need("initial")));
        var (apertureEnd, reserved) = ReadIommu(fields.Inner(fields.Need("iommu")));
        fields.Text("arch");
        fields.Text("kernel_package", "");
        fields.Text("pin_api");
        RecordingHeader header = new(
            Kernel(fields),
            fields.Count("pin_max_pages"),
            (uint)(fields.Number("dma_entry_limit") & uint.MaxValue),
            apertureEnd,
            reserved,
            fields.Text("topic"),
            fields.Count("cases"));
        fields.Finish();
        return header;
    }

    private static KernelVersion Kernel(LineFields fields)
    {
        var text = fields.Text("kernel");
        return text.Split('.') switch
        {
            ["6", "1", ..] => KernelVersion.Linux6x1,
            ["5", "10", ..] => KernelVersion.Linux5x10,
            _ => throw fields.Wrong($"the kernel is {text}; 5.10 and 6.1 are accepted"),
        };
    }

    private static void ReadInitial(LineFields fields)
    {
        var expected = fields.Number("cap_ipc_lock") == 1
            && fields.Text("memlock") == "inf"
            && fields.Text("policy") == "unpin_all";
        if (!expected)
        {
            throw fields.Wrong("'initial' is to be cap_ipc_lock 1, memlock inf, policy unpin_all");
        }

        fields.Finish();
    }

    private static (ulong End, IReadOnlyList<(ulong First, ulong Last)> Reserved) ReadIommu(LineFields fields)
    {
        fields.Text("pgsizes_6_1", "");
        var end = fields.Hex("aperture_end");
        var reserved = fields.List("reserved").Select(item => Window(fields, item)).ToList();
        fields.Finish();
        return (end, reserved);
    }

    private static (ulong First, ulong Last) Window(LineFields fields, JsonElement item) =>
        fields.ListOf("reserved", item) is [var first, var last]
            ? (fields.HexOf("reserved", first), fields.HexOf("reserved", last))
            : throw fields.Wrong("'reserved' is to be a list of a first and a last IOVA each");
}
