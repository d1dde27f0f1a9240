/* company.c - the tables of the invented company. */
#include "generate.h"

/* Growth of units: East 9 % a year, North 4 %, South 6 %, Central 5 %, Southwest 7 %, Northwest 3
 * %, Northeast none. The plan of 2026 expects 6, 5, 6, 6, 7, 4 and 1 %. */
const region_type regions[N_REGIONS] = {
    {{"East", "华东"}, 0.24, 1.00721, 1.00487},
    {{"North", "华北"}, 0.17, 1.00327, 1.00407},
    {{"South", "华南"}, 0.18, 1.00487, 1.00487},
    {{"Central", "华中"}, 0.14, 1.00407, 1.00487},
    {{"Southwest", "西南"}, 0.13, 1.00565, 1.00565},
    {{"Northwest", "西北"}, 0.06, 1.00247, 1.00327},
    {{"Northeast", "东北"}, 0.08, 1.00000, 1.00083},
};

const city_type cities[N_CITIES] = {
    {{"Shanghai", "上海"}, 0, 0.50, 1, {"Lin Zhao", "赵琳"}},
    {{"Hangzhou", "杭州"}, 0, 0.28, 1, {"Bo Sun", "孙博"}},
    {{"Nanjing", "南京"}, 0, 0.22, 1, {"Yan Xu", "徐燕"}},
    {{"Beijing", "北京"}, 1, 0.66, 1, {"Jie Wang", "王杰"}},
    {{"Tianjin", "天津"}, 1, 0.34, 1, {"Qing Liu", "刘青"}},
    {{"Guangzhou", "广州"}, 2, 0.42, 1, {"Hao Liang", "梁浩"}},
    {{"Shenzhen", "深圳"}, 2, 0.40, 1, {"Mei Huang", "黄梅"}},
    {{"Nanning", "南宁"}, 2, 0.18, 1, {"Tao Wei", "韦涛"}},
    {{"Wuhan", "武汉"}, 3, 0.43, 1, {"Peng Hu", "胡鹏"}},
    {{"Changsha", "长沙"}, 3, 0.30, 1, {"Xia Tan", "谭霞"}},
    {{"Zhengzhou", "郑州"}, 3, 0.27, 1, {"Gang Niu", "牛刚"}},
    {{"Chengdu", "成都"}, 4, 0.45, 0.930, {"Wei Chen", "陈伟"}},
    {{"Chongqing", "重庆"}, 4, 0.35, 0.984, {"Rui Tang", "唐睿"}},
    {{"Kunming", "昆明"}, 4, 0.20, 0.984, {"Ying Duan", "段莹"}},
    {{"Xi'an", "西安"}, 5, 0.68, 1, {"Lei Ma", "马磊"}},
    {{"Lanzhou", "兰州"}, 5, 0.32, 1, {"Fang He", "何芳"}},
    {{"Shenyang", "沈阳"}, 6, 0.55, 1, {"Dong Jin", "金东"}},
    {{"Dalian", "大连"}, 6, 0.45, 1, {"Na Song", "宋娜"}},
};

const words replacement_rep = {"Min Gao", "高敏"};

static const double kitchen[12] = {0.98, 0.90, 0.95, 0.96, 1.00, 1.08,
                                   0.94, 0.95, 1.02, 0.98, 1.12, 1.14};
static const double cleaning[12] = {0.95, 0.92, 1.02, 1.00, 1.02, 1.08,
                                    0.92, 0.93, 1.00, 0.97, 1.10, 1.10};
static const double summer[12] = {0.50, 0.60, 0.90, 1.30, 1.70, 1.90,
                                  1.60, 1.00, 0.60, 0.50, 0.50, 0.50};
static const double winter[12] = {1.50, 0.90, 0.50, 0.40, 0.30, 0.30,
                                  0.40, 0.80, 1.40, 1.90, 2.00, 1.80};
static const double dry_air[12] = {1.30, 1.05, 1.00, 0.85, 0.75, 0.70,
                                   0.70, 0.80, 1.00, 1.25, 1.40, 1.35};

#define KITCHEN                   \
    {                             \
        "Kitchen", "厨房电器" \
    }
#define CLEANING                   \
    {                              \
        "Cleaning", "清洁电器" \
    }
#define CLIMATE                   \
    {                             \
        "Climate", "环境电器" \
    }
#define ALWAYS FIRST_MONTH, HORIZON_MONTH

const product_type products[N_PRODUCTS] = {
    {{"Rice cooker", "电饭煲"}, KITCHEN, 329, 62, 63, ALWAYS, kitchen},
    {{"Kettle", "电热水壶"}, KITCHEN, 129, 56, 124, ALWAYS, kitchen},
    {{"Blender", "破壁机"}, KITCHEN, 249, 36, 80, ALWAYS, kitchen},
    {{"Air fryer", "空气炸锅"}, KITCHEN, 459, 34, 46, MONTH(2025, 3), HORIZON_MONTH, kitchen},
    {{"Vacuum cleaner", "吸尘器"}, CLEANING, 599, 30, 34, ALWAYS, cleaning},
    {{"Robot vacuum", "扫地机器人"}, CLEANING, 1899, 9, 11, ALWAYS, cleaning},
    {{"Steam mop", "蒸汽拖把"}, CLEANING, 399, 20, 50, FIRST_MONTH, MONTH(2025, 9), cleaning},
    {{"Garment steamer", "挂烫机"}, CLEANING, 219, 34, 90, ALWAYS, cleaning},
    {{"Tower fan", "塔扇"}, CLIMATE, 269, 46, 74, ALWAYS, summer},
    {{"Heater", "取暖器"}, CLIMATE, 349, 40, 57, ALWAYS, winter},
    {{"Humidifier", "加湿器"}, CLIMATE, 189, 34, 102, ALWAYS, dry_air},
    {{"Air purifier", "空气净化器"}, CLIMATE, 1299, 14, 16, ALWAYS, dry_air},
};

const words channels[N_CHANNELS] = {{"Dealer", "经销商"}, {"Online", "线上"}};

/* Behind the city's name. One holds a comma, as real names do. */
const words customer_names[N_CUSTOMER_NAMES] = {
    {"Hongtai", "宏泰商贸"},       {"Jinma & Sons", "金马电器"},  {"Lida Electric", "利达电器"},
    {"Huaxin, Ltd.", "华信,商贸"}, {"Shunfa Stores", "顺发百货"}, {"Baijia Home", "百佳家居"},
};
