package onecard.edge.plates;

import java.util.ArrayList;
import java.util.List;

/// Plates that differ from one in a single character: what may have been read for what stands
/// there. A character too many or too few is no such mistake.
final class Nearby {

    private static final int[] SIGNS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".codePoints().toArray();

    /// GA 36: the provinces, and the character of embassies before 2017.
    private static final int[] PROVINCES =
            "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使".codePoints().toArray();

    /// GA 36: police, driving schools, trailers, Hong Kong and Macao, embassies and consulates,
    /// trial and over-size vehicles.
    private static final int[] ENDS = "警学挂港澳使领试超".codePoints().toArray();

    private Nearby() {}

    /// Some 300 of a plate of seven or eight characters.
    static List<String> of(String plate) {
        var read = plate.codePoints().toArray();
        var near = new ArrayList<String>(read.length * SIGNS.length);
        for (int at = 0; at < read.length; at++) {
            boolean chinese = Character.isIdeographic(read[at]);
            instead(read, at, SIGNS, near);
            if (chinese || at == 0) {
                instead(read, at, PROVINCES, near);
            }
            if (chinese && at > 0 || at == read.length - 1) {
                instead(read, at, ENDS, near);
            }
        }
        return near.stream().distinct().toList();
    }

    private static void instead(int[] read, int at, int[] signs, List<String> near) {
        int there = read[at];
        for (int sign : signs) {
            if (sign != there) {
                read[at] = sign;
                near.add(new String(read, 0, read.length));
            }
        }
        read[at] = there;
    }
}
