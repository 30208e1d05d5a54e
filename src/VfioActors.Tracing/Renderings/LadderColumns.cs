namespace VfioActors.Tracing.Renderings;

/// <summary>Draws a ladder side by side: one column for each client or actor.</summary>
internal sealed class LadderColumns
{
    private const int Narrowest = 12;
    private const int Hang = 2;
    private const string Between = " | ";
    private const string Crossing = "-+-";
    private readonly LadderPlan _plan;
    private readonly int _margin;
    private readonly int[] _widths;

    /// <param name="plan">The ladder; <see cref="Fits"/> says whether it can be drawn so.</param>
    public LadderColumns(LadderPlan plan)
    {
        _plan = plan;
        _margin = int.Max(1, plan.Rows.Select(row => row.Marks.Length).DefaultIfEmpty().Max()) + 1;
        _widths = Fits(plan) ? WidthsOf(plan, RoomFor(CountOf(plan), _margin)) : [];
    }

    /// <summary>Whether columns of a readable width fit into a mail.</summary>
    public static bool Fits(LadderPlan plan)
    {
        const int WidestMargin = 4;
        var count = CountOf(plan);
        return count > 0 && RoomFor(count, WidestMargin) / count >= Narrowest;
    }

    /// <summary>The lines of the ladder, the headings first.</summary>
    public IEnumerable<string> Lines()
    {
        var first = new LadderRow?[_widths.Length];
        var rows = new List<LadderRow>();
        foreach (var row in _plan.Rows)
        {
            if (row.Heading && first[row.Column] is null) { first[row.Column] = row; }
            else { rows.Add(row); }
        }

        return [.. Headings(first), Rule(), .. rows.SelectMany(Row)];
    }

    private static int CountOf(LadderPlan plan) => plan.Clients + (plan.HasKernel ? 1 : 0);

    private static int RoomFor(int columns, int margin) =>
        Wrapping.MailWidth - margin - (Between.Length * (columns - 1));

    /// <summary>Gives each column what it needs, and those that need too much an equal share of the rest.</summary>
    private static int[] WidthsOf(LadderPlan plan, int room)
    {
        var widths = new int[CountOf(plan)];
        for (var column = 0; column < widths.Length; column++) { widths[column] = plan.NameOf(column).Length; }
        foreach (var row in plan.Rows)
        {
            var lead = row.Heading ? LeadOf(plan, row.Column).Length : 0;
            widths[row.Column] = int.Max(widths[row.Column], lead + row.Text.Length);
        }

        var left = widths.Length;
        foreach (var column in Enumerable.Range(0, widths.Length).OrderBy(column => widths[column]))
        {
            widths[column] = int.Min(int.Max(widths[column], Narrowest), room / left);
            room -= widths[column];
            left--;
        }

        return widths;
    }

    private static string LeadOf(LadderPlan plan, int column) => $"{plan.NameOf(column)}  ";

    private IEnumerable<string> Headings(LadderRow?[] first)
    {
        var cells = new List<string>[_widths.Length];
        for (var column = 0; column < cells.Length; column++)
        {
            cells[column] = first[column] is { } row
                ? [.. Cell(row)]
                : [.. Wrapping.Lines("", _plan.NameOf(column), _widths[column], Hang)];
        }

        for (var line = 0; line < cells.Max(cell => cell.Count); line++)
        {
            yield return Line("", column => line < cells[column].Count ? cells[column][line] : "");
        }
    }

    private IEnumerable<string> Row(LadderRow row)
    {
        var marks = row.Marks;
        foreach (var text in Cell(row))
        {
            yield return Line(marks, column => column == row.Column ? text : "");
            marks = "";
        }
    }

    private IEnumerable<string> Cell(LadderRow row)
    {
        var lead = row.Heading ? LeadOf(_plan, row.Column) : "";
        return Wrapping.Lines(lead, row.Text, _widths[row.Column], Hang);
    }

    private string Line(string marks, Func<int, string> cell)
    {
        var cells = _widths.Select((width, column) => cell(column).PadRight(width));
        return (marks.PadRight(_margin) + string.Join(Between, cells)).TrimEnd();
    }

    private string Rule() =>
        new string(' ', _margin) + string.Join(Crossing, _widths.Select(width => new string('-', width)));
}
