using System.IO.Compression;
using System.Text;
using VfioActors.Tracing.Files;

namespace VfioActors.Tracing.Tests;

public sealed class TraceRefusalTests
{
    private const string Header =
        """{"vtrace":1,"product":"0","scenario":"s","parameters":{},"defects":[]""" +
        ""","delivery":"causal","strategy":"dfs","seed":1,"operations":[{"id":1,"client":"c","text":"GO"}]}""";

    private const string Step =
        """{"step":0,"to":"b","from":"a","message":"Go","cause":-1,"operation":1,"fingerprint":"0000000000000001"}""";

    private const string AnyNumber = "a number from -9223372036854775808 to 9223372036854775807";

    private const string HeaderKeys =
        "vtrace, product, scenario, parameters, defects, delivery, strategy, seed, operations, losses, repeats, asks, "
        + "dropped, body, violation";

    private const string StepKeys = "step, to, from, message, cause, operation, fingerprint, fields, fate, notes";

    private const string Violation =
        ""","violation":{"property":"P","claim":"c","refutation":"r","step":0,"defects":[]""";

    /// <summary>A part of the header, what is put there instead, and the refusal.</summary>
    public static TheoryData<string, string, string> HeaderCases => new()
    {
        { "\"vtrace\":1", "\"vtrace\":2", "1: format 1 expected, format 2 found" },
        { "\"vtrace\":1", "\"vtrace\":2,\"shape\":[{}]", "1: format 1 expected, format 2 found" },
        { "\"vtrace\":1,", "", "1: a key \"vtrace\" expected, none found" },
        { "\"vtrace\":1", "\"vtrace\":\"1\"", $"1: {AnyNumber} as \"vtrace\" expected, a text found" },
        { "\"seed\":1", "\"seed\":1.5", $"1: {AnyNumber} as \"seed\" expected, number \"1.5\" found" },
        { "\"seed\":1", "\"seed\":1,\"seed\":1", "1: key \"seed\" once expected, it twice found" },
        {
            "\"seed\":1", "\"seed\":1,\"$type\":\"System.IO.FileInfo\"",
            $"1: one of {HeaderKeys} expected, key \"$type\" found"
        },
        { "causal", "telepathy", "1: delivery causal or pair or mailbox or bag expected, \"telepathy\" found" },
        {
            "\"seed\":1", "\"seed\":1,\"losses\":1001",
            "1: a number from 0 to 1000 as \"losses\" expected, number \"1001\" found"
        },
        { "\"seed\":1", "\"seed\":1,\"asks\":\"some\"", "1: asks all expected, \"some\" found" },
        { "\"seed\":1", "\"seed\":1,\"asks\":true", "1: a text as \"asks\" expected, true or false found" },
        { "\"defects\":[]", "\"defects\":{}", "1: an array as \"defects\" expected, an object found" },
        { "\"defects\":[]", "\"defects\":[null]", "1: a text as \"defects\" expected, null found" },
        { "\"defects\":[]", "\"defects\":[[[[[[[[[]]]]]]]]]", "1: a text as \"defects\" expected, an array found" },
        { "\"parameters\":{}", "\"parameters\":{\"n\":1}", "1: a text as \"parameters\" expected, number \"1\" found" },
        {
            "\"parameters\":{}", "\"parameters\":{\"n\":\"1\",\"n\":\"1\"}",
            "1: each parameter once expected, \"n\" twice found"
        },
        { "\"id\":1", "\"id\":0", "1: a number from 1 to 2147483647 as \"id\" expected, number \"0\" found" },
        {
            "\"text\":\"GO\"}", "\"text\":\"GO\"},{\"id\":1,\"client\":\"c\",\"text\":\"GO\"}",
            "1: each operation once expected, 1 twice found"
        },
        { "GO", "\\ud800", "1: Unicode text expected, half a surrogate pair found" },
        { "{\"vtrace\"", "\ufeff{\"vtrace\"", "1: UTF-8 without a byte order mark expected, one found" },
        { "{\"vtrace\"", "vtrace", "1: well-formed JSON expected, something else at byte 1 found" },
        { "}]}", "}]} 1", "1: well-formed JSON expected, something else at byte 167 found" },
        { "}]}", "}]" + Violation + "}}", "" },
        { "}]}", "}]" + Violation + ",\"doomed\":1}}", "1: a violation within 1 steps expected, step 1 found" },
        {
            "}]}", "}]" + Violation + ",\"race\":{\"first\":0,\"second\":0}}}",
            "1: \"first\" before \"second\" expected, another order found"
        },
        {
            "}]}", "}]" + Violation + ",\"how\":1}}",
            "1: one of property, claim, refutation, step, defects, race, doomed, why expected, key \"how\" found"
        },
    };

    /// <summary>A part of the only step, what is put there instead, and the refusal.</summary>
    public static TheoryData<string, string, string> StepCases => new()
    {
        { "\"step\":0", "\"step\":8", "2: step 0 expected, 8 found" },
        { "\"cause\":-1", "\"cause\":0", "2: a number from -1 to -1 as \"cause\" expected, number \"0\" found" },
        { "\"operation\":1", "\"operation\":2", "2: an operation of the header, or 0 expected, 2 found" },
        {
            "\"operation\":1", "\"operation\":4294967297",
            "2: a number from 0 to 2147483647 as \"operation\" expected, number \"4294967297\" found"
        },
        { "\"operation\":1,", "", "2: a key \"operation\" expected, none found" },
        { "\"to\":\"b\"", "\"to\":7", "2: a text as \"to\" expected, number \"7\" found" },
        {
            "\"to\":\"b\"", "\"to\":\"b\",\"fields\":{\"x\":true}",
            "2: a 64-bit number or a text as \"x\" expected, true or false found"
        },
        {
            "\"to\":\"b\"", "\"to\":\"b\",\"fields\":{\"x\":9223372036854775808}",
            "2: a 64-bit number or a text as \"x\" expected, number \"9223372036854775808\" found"
        },
        {
            "\"to\":\"b\"", "\"to\":\"b\",\"fields\":{\"x\":1,\"x\":1}",
            "2: each field once expected, \"x\" twice found"
        },
        { "\"to\":\"b\"", "\"to\":\"b\",\"notes\":\"frees\"", "2: an array as \"notes\" expected, a text found" },
        {
            "\"to\":\"b\"", "\"to\":\"b\",\"\\u001b[31m\":1",
            $"2: one of {StepKeys} expected, key \"?[31m\" found"
        },
        {
            "\"operation\":1", "\"operation\":1,\"fate\":\"eaten\"", "2: fate lost or repeated expected, \"eaten\" found"
        },
        { "0000000000000001", "1", "2: 16 lower-case hex digits as \"fingerprint\" expected, \"1\" found" },
        {
            "0000000000000001", "000000000000000A",
            "2: 16 lower-case hex digits as \"fingerprint\" expected, \"000000000000000A\" found"
        },
        { Step, "", "2: a JSON object expected, an empty line found" },
        { Step, "[]", "2: a JSON object expected, an array found" },
        { Step, "{", "2: well-formed JSON expected, something else at byte 2 found" },
    };

    [Theory, MemberData(nameof(HeaderCases))]
    public void A_header_is_refused(string part, string instead, string refusal) =>
        AssertRefused(Replaced(Header, part, instead) + "\n" + Step + "\n", refusal);

    [Theory, MemberData(nameof(StepCases))]
    public void A_step_is_refused(string part, string instead, string refusal) =>
        AssertRefused(Header + "\n" + Replaced(Step, part, instead) + "\n", refusal);

    [Fact]
    public void A_refusal_says_where_what_and_what_instead()
    {
        var refused = Assert.Throws<TraceFormatException>(() => Traces.Read($"{Header}\n{Step}\n{Step}\n"));
        Assert.Equal("run.vtrace:3: step 1 expected, 0 found", refused.Message);
        Assert.Equal("run.vtrace", refused.File);
        Assert.Equal(3, refused.Line);
        Assert.Equal("step 1", refused.Accepted);
        Assert.Equal("0", refused.Problem);
    }

    /// <summary>What is bounded, and the refusal one past the bound.</summary>
    public static TheoryData<TraceLimits, string> LimitCases
    {
        get
        {
            var (header, step, all) = (Header.Length, Step.Length, Header.Length + Step.Length + 2);
            return new()
            {
                { new() { LineBytes = step, HeaderBytes = header, Steps = 1, Bytes = all }, "" },
                { new() { HeaderBytes = header - 1 }, $"1: at most {header - 1} bytes a line expected, more found" },
                { new() { LineBytes = step - 1 }, $"2: at most {step - 1} bytes a line expected, more found" },
                { new() { Steps = 0 }, "2: at most 0 steps expected, more found" },
                { new() { Bytes = all - 1 }, $"1: at most {all - 1} bytes expected, more found" },
            };
        }
    }

    [Theory, MemberData(nameof(LimitCases))]
    public void A_trace_is_taken_in_within_limits(TraceLimits limits, string refusal) =>
        AssertRefused($"{Header}\n{Step}\n", refusal, limits);

    [Fact]
    public void A_line_without_end_is_refused_before_it_is_kept()
    {
        using var endless = new EndlessStream();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<TraceFormatException>(() => TraceReader.Read(endless, "run.vtrace"));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 28);
    }

    [Fact]
    public void Compressed_data_that_explodes_is_refused()
    {
        using var stream = new MemoryStream();
        using (var zip = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true))
        {
            zip.Write(Encoding.UTF8.GetBytes(Header + "\n"));
            zip.Write(new byte[1 << 24]);
        }

        var refused = Assert.Throws<TraceFormatException>(() => Traces.Read(stream.ToArray(), "run.vtrace.gz"));
        Assert.Equal("run.vtrace.gz:2: at most 1048576 bytes a line expected, more found", refused.Message);
    }

    [Fact]
    public void A_compressed_trace_under_a_plain_name_is_refused()
    {
        var bytes = Traces.LastDetachAgainstNewAttach.Bytes("run.vtrace.gz");
        var refused = Assert.Throws<TraceFormatException>(() => Traces.Read([.. bytes, (byte)'\n']));
        Assert.Equal("a name that ends in .gz for compressed data", refused.Accepted);
    }

    [Fact]
    public void A_plain_trace_under_a_compressed_name_is_refused()
    {
        var bytes = Traces.LastDetachAgainstNewAttach.Bytes();
        var refused = Assert.Throws<TraceFormatException>(() => Traces.Read(bytes, "run.vtrace.gz"));
        Assert.Equal("gzip data, as its name ends in .gz,", refused.Accepted);
    }

    private static string Replaced(string text, string part, string instead)
    {
        Assert.Contains(part, text, StringComparison.Ordinal);
        return text.Replace(part, instead, StringComparison.Ordinal);
    }

    private static void AssertRefused(string text, string refusal, TraceLimits? limits = null)
    {
        var refused = Record.Exception(() => Traces.Read(text, limits));
        Assert.Equal(refusal.Length == 0 ? null : $"run.vtrace:{refusal}", refused?.Message);
        if (refused is not null) { Assert.IsType<TraceFormatException>(refused); }
    }
}
